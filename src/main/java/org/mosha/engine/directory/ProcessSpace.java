package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.linux.ThisMachine;

/**
 * Where process numbers count: one boot of one machine, and there one container or none. A host name does not say that: a
 * container may have any. And whose they are: what a dead daemon has left there is stopped by the next one that has its
 * var.dir, before it does anything else, and by no other.
 */
public final class ProcessSpace {
    /** What is said where all lies in var.dir: who has the lock on that has it to itself, whatever machine it was in before. */
    public static final String WITHIN_VAR_DIR = "within var.dir";

    private static final Path SPACE = Path.of("/proc/self/ns/pid");

    private ProcessSpace() {}

    /**
     * Names the one in which this process is. Two that have the same name are the same, or the earlier one has ended with
     * all its processes.
     *
     * @param varDir this daemon's directory
     * @return the kernel's names of the boot and of the space of process numbers, and the directory; empty where the kernel
     *     does not tell
     */
    public static String of(Path varDir) {
        try {
            return ThisMachine.bootId() + "@" + Files.readSymbolicLink(SPACE) + "@" + varDir;
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Whether a process of this space may still do something. One that nobody has taken notice of since it ended, as where
     * a container's first process does not, does nothing any more; unless only its first thread has ended.
     *
     * @param pid its number
     * @return false when there is none, or only what is left of it
     */
    static boolean lives(long pid) {
        return lives(Path.of("/proc"), pid);
    }

    /** The same, by what is shown elsewhere in the place of {@code /proc}. */
    static boolean lives(Path proc, long pid) {
        Optional<ProcStat> stat;
        try {
            stat = ProcStat.read(proc, pid);
        } catch (IOException e) {
            stat = Optional.empty();
        }
        // one that is just being reaped has no thread at all: a moment later it is not there, and until then it may
        // live
        return stat.map(look -> !look.hasEnded() || look.threads() != 1).orElseGet(() -> isThere(pid));
    }

    /** Asks with the signal that does nothing: where /proc hides a process, or cannot be read just now, it is there. */
    private static boolean isThere(long pid) {
        return Libc.kill((int) pid, 0) == 0 || Libc.errno() != Libc.ESRCH;
    }
}
