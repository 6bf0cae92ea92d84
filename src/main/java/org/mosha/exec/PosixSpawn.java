package org.mosha.exec;

import com.sun.jna.Memory;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts programs in a session of their own, with all signals as usual, without other programs in between: each of
 * those costs as much time as the command itself takes to start. For any thread.
 */
final class PosixSpawn {
    private static final long ROOM = 512;
    private static final int FIRST_OWN_FD = 3;

    private final Memory attributes = new Memory(ROOM);

    private PosixSpawn() {
        attributes.clear();
        try (Memory set = new Memory(ROOM)) {
            set.clear();
            LibcSpawn.posix_spawnattr_init(attributes);
            LibcSpawn.posix_spawnattr_setsigmask(attributes, set);
            LibcSpawn.sigfillset(set);
            LibcSpawn.posix_spawnattr_setsigdefault(attributes, set);
        }
        LibcSpawn.posix_spawnattr_setflags(attributes, (short)
                (LibcSpawn.POSIX_SPAWN_SETSID | LibcSpawn.POSIX_SPAWN_SETSIGMASK | LibcSpawn.POSIX_SPAWN_SETSIGDEF));
    }

    /**
     * Gets ready.
     *
     * @return empty when this machine's C library is too old for it
     */
    static Optional<PosixSpawn> available() {
        try {
            return Optional.of(new PosixSpawn());
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /**
     * Starts a program.
     *
     * @param line its absolute path, and its arguments
     * @param environment all of its variables
     * @param dir where it runs; null for the daemon's own directory
     * @param output where its output and errors go
     * @return its pid, which is also its session and process group
     * @throws IOException when it cannot be started
     */
    int start(List<String> line, Map<String, String> environment, File dir, File output) throws IOException {
        List<String> variables = environment.entrySet().stream()
                .map(variable -> variable.getKey() + '=' + variable.getValue())
                .toList();
        try (Memory actions = new Memory(ROOM);
                Memory pid = new Memory(Integer.BYTES);
                Memory arguments = CStrings.vector(line);
                Memory all = CStrings.vector(variables)) {
            actions.clear();
            LibcSpawn.posix_spawn_file_actions_init(actions);
            try {
                add(actions, dir, output);
                check(LibcSpawn.posix_spawn(pid, CStrings.of(line.get(0)), actions, attributes, arguments, all));
                return pid.getInt(0);
            } finally {
                LibcSpawn.posix_spawn_file_actions_destroy(actions);
            }
        }
    }

    private static void add(Memory actions, File dir, File output) throws IOException {
        check(LibcSpawn.posix_spawn_file_actions_addopen(actions, 0, CStrings.of("/dev/null"), LibcSpawn.O_RDONLY, 0));
        check(LibcSpawn.posix_spawn_file_actions_addopen(
                actions, 1, CStrings.of(output.getPath()), LibcSpawn.O_WRONLY, 0));
        check(LibcSpawn.posix_spawn_file_actions_adddup2(actions, 1, 2));
        check(LibcSpawn.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OWN_FD));
        if (dir != null) {
            check(LibcSpawn.posix_spawn_file_actions_addchdir_np(actions, CStrings.of(dir.getPath())));
        }
    }

    private static void check(int error) throws IOException {
        if (error != 0) {
            throw new IOException(Libc.reason(error));
        }
    }
}
