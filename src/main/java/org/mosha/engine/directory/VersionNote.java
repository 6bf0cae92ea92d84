package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.engine.Attempt;
import org.mosha.engine.Replacement;

/** Which version of one of the operator's files was seen last on this node, for its daemon's next life. */
final class VersionNote {
    private final Path file;
    private Optional<ConfigVersion> noted = Optional.empty();

    VersionNote(Path file) {
        this.file = file;
    }

    /** What an earlier life has noted; without a note, all there is to go by are the files' times. */
    Optional<ConfigVersion> recall() {
        try {
            noted = ConfigVersion.parse(Files.readString(file));
        } catch (IOException e) {
            noted = Optional.empty();
        }
        return noted;
    }

    void keep(ConfigVersion version) throws IOException {
        Optional<ConfigVersion> now = Optional.of(version);
        if (!now.equals(noted)) {
            byte[] line = (version + "\n").getBytes(StandardCharsets.UTF_8);
            Attempt.to("write", file, () -> Replacement.write(file, line, Optional.empty()));
            noted = now;
        }
    }
}
