package org.mosha.exec;

import com.sun.jna.Memory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.linux.Libc;

/**
 * Starts programs in a session of their own, with all signals as usual, without other programs in between: each of
 * those costs as much time as the command itself takes to start. For any thread.
 */
final class PosixSpawn {
    private static final long ROOM = 512;
    private static final int FIRST_OWN_FD = 3;
    /** Fails for a named pipe that nobody reads, instead of waiting for somebody. */
    private static final int TO_A_READER = LibcSpawn.O_WRONLY | Libc.O_NONBLOCK;

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
     * @param gate a named pipe that must have a reader for it to be started; empty for none
     * @return its pid, which is also its session and process group
     * @throws IOException when it cannot be started; {@link SpawnGate.Shut} when the pipe has no reader
     */
    int start(List<String> line, Map<String, String> environment, File dir, File output, Optional<Path> gate)
            throws IOException {
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
                add(actions, dir, output, gate);
                int error = LibcSpawn.posix_spawn(pid, CStrings.of(line.get(0)), actions, attributes, arguments, all);
                if (error == Libc.ENXIO && gate.isPresent()) {
                    throw new SpawnGate.Shut();
                }
                check(error);
                return pid.getInt(0);
            } finally {
                LibcSpawn.posix_spawn_file_actions_destroy(actions);
            }
        }
    }

    private static void add(Memory actions, File dir, File output, Optional<Path> gate) throws IOException {
        check(LibcSpawn.posix_spawn_file_actions_addopen(actions, 0, CStrings.of("/dev/null"), LibcSpawn.O_RDONLY, 0));
        check(LibcSpawn.posix_spawn_file_actions_addopen(
                actions, 1, CStrings.of(output.getPath()), LibcSpawn.O_WRONLY, 0));
        check(LibcSpawn.posix_spawn_file_actions_adddup2(actions, 1, 2));
        closeOthers(actions);
        // in a file system that does not answer it stays here, and keeps nothing of the daemon's open
        if (dir != null) {
            check(LibcSpawn.posix_spawn_file_actions_addchdir_np(actions, CStrings.of(dir.getPath())));
        }
        // last, however long that took: the lease may have ended, or the daemon
        if (gate.isPresent()) {
            byte[] pipe = CStrings.of(gate.get().toString());
            check(LibcSpawn.posix_spawn_file_actions_addopen(actions, FIRST_OWN_FD, pipe, TO_A_READER, 0));
            closeOthers(actions);
        }
    }

    private static void closeOthers(Memory actions) throws IOException {
        check(LibcSpawn.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OWN_FD));
    }

    private static void check(int error) throws IOException {
        if (error != 0) {
            throw new IOException(Libc.reason(error));
        }
    }
}
