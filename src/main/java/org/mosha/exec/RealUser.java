package org.mosha.exec;

import java.nio.file.Path;
import java.util.Optional;

/** Who has started a process: not whose rights it has, which a program of root's may lend to anybody. */
final class RealUser {
    private static final Path PROC = Path.of("/proc");
    private static final String KEY = "Uid:\t";

    private RealUser() {}

    /**
     * Looks at a process.
     *
     * @param pid its number
     * @return its real user's number; empty when the process is gone
     * @throws CannotLook when nobody can tell
     */
    static Optional<Integer> of(int pid) throws CannotLook {
        return new ProcFiles(PROC)
                .text(pid + "/status")
                .lines()
                .filter(line -> line.startsWith(KEY))
                .findFirst()
                .map(line -> Integer.parseUnsignedInt(line.substring(KEY.length(), line.indexOf('\t', KEY.length()))));
    }
}
