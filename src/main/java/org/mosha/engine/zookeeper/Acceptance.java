package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.mosha.engine.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the operator has told to begin with what can be read of a damaged copy, and what comes of that. Nobody else may:
 * such a copy may lack what the peer has acknowledged. Used by one thread.
 */
final class Acceptance {
    /** The empty file that tells it. */
    static final String WORD = "accept-damaged";

    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** Where the new copy is made, before it takes its place. */
    private static final String MAKING = "accepting";

    private final Path data;
    private final Path word;

    /**
     * Looks at nothing yet.
     *
     * @param data the directory of the peer's data
     */
    Acceptance(Path data) {
        this.data = data;
        this.word = data.resolve(WORD);
    }

    /** The file that is to be made. */
    Path word() {
        return word;
    }

    /** Whether it is there. */
    boolean isTold() {
        return Files.exists(word);
    }

    /**
     * Takes the word away: it is for one damaged copy, and must not wait for the next.
     *
     * @throws IOException when it cannot be removed
     */
    void forget() throws IOException {
        Files.deleteIfExists(word);
    }

    /**
     * Makes the peer's copy of a damaged one, which stays as it is. The word is taken away last, so that all of it is done
     * again after a crash.
     *
     * @param damaged the damaged copy
     * @return why that cannot be, for people; empty when it is done
     * @throws IOException when something cannot be read or written
     */
    Optional<String> take(Path damaged) throws IOException {
        Path copy = data.resolve(PeerData.VERSION);
        Path making = data.resolve(MAKING);
        FileUtils.deleteDirectory(making.toFile());
        Files.createDirectory(making);
        Optional<Salvage.Result> made = Salvage.make(damaged, making, Salvage.accepted(copy));
        Optional<String> problem = made.isEmpty()
                ? Optional.of("there is no whole snapshot in it")
                : CopyCheck.check(making).damage();
        if (problem.isEmpty()) {
            replace(copy, making);
            made.ifPresent(result -> tell(damaged, result));
        }
        FileUtils.deleteDirectory(making.toFile());
        forget();
        return problem;
    }

    private static void replace(Path copy, Path made) throws IOException {
        Attempt.to("replace", copy, () -> {
            FileUtils.deleteDirectory(copy.toFile());
            Files.move(made, copy, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    private static void tell(Path damaged, Salvage.Result result) {
        LOG.warn(
                "told to accept a damaged copy: this node begins with what can be read in {}, up to transaction {}; left out: {}",
                damaged,
                LoggedZxids.hex(result.last()),
                result.leftOut().isEmpty() ? "nothing" : String.join(", ", result.leftOut()));
    }
}
