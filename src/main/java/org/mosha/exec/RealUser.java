package org.mosha.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who has started a process: not whose rights it has, which a program of root's may lend to anybody. */
final class RealUser {
    private static final String KEY = "Uid:\t";

    private RealUser() {}

    /**
     * Looks at a process.
     *
     * @param pid its number
     * @return its real user's number; empty when the process is gone
     * @throws IOException when nobody can tell
     */
    static Optional<Integer> of(int pid) throws IOException {
        Path process = Path.of("/proc", Integer.toString(pid));
        try {
            String status = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
            return status.lines()
                    .filter(line -> line.startsWith(KEY))
                    .findFirst()
                    .map(line ->
                            Integer.parseUnsignedInt(line.substring(KEY.length(), line.indexOf('\t', KEY.length()))));
        } catch (IOException e) {
            if (Files.notExists(process)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
