package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mosha.engine.Attempt;
import org.mosha.engine.IoReason;
import org.mosha.engine.Replacement;

/**
 * Which version of each of the operator's files was put into the node base last, so that an edit can be told from it,
 * also one that was made while no daemon ran: the file {@code config.version} there.
 */
final class PlacedNotes {
    /**
     * What was put there.
     *
     * @param number the version in which the file came to be what it is; 0 for none
     * @param hash its content's hash; empty for none
     */
    record Placed(long number, String hash) {
        private static final Placed NONE = new Placed(0, "");
    }

    private final Path file;
    private final Map<OperatorFile, Placed> placed = new EnumMap<>(OperatorFile.class);

    PlacedNotes(Path base) {
        this.file = base.resolve("config.version");
    }

    void load() throws IOException {
        try {
            Fields fields = Fields.parse(Files.readAllBytes(file));
            for (OperatorFile name : OperatorFile.values()) {
                placed.put(name, new Placed(fields.number(name + ".number", 0), fields.text(name + ".hash")));
            }
        } catch (NoSuchFileException e) {
            // nothing was put there yet
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", file, e), e);
        }
    }

    /** What was put there; nothing when that was a version of another ensemble, which had more of them than this one. */
    Placed of(OperatorFile name, Version last) {
        Placed note = placed.getOrDefault(name, Placed.NONE);
        return note.number() > last.number() ? Placed.NONE : note;
    }

    void placed(OperatorFile name, long number, String hash) throws IOException {
        Placed now = new Placed(number, hash);
        if (number == 0 || now.equals(placed.get(name))) {
            return;
        }
        placed.put(name, now);
        Map<String, String> fields = new HashMap<>();
        placed.forEach((each, last) -> {
            fields.put(each + ".number", Long.toString(last.number()));
            fields.put(each + ".hash", last.hash());
        });
        Attempt.to("write", file, () -> Replacement.write(file, Fields.format(fields), Optional.empty()));
    }
}
