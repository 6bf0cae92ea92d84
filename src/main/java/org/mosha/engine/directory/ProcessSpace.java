package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where process numbers count: one boot of one machine, and there one container or none. A host name does not say that: a
 * container may have any.
 */
public final class ProcessSpace {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SPACE = Path.of("/proc/self/ns/pid");

    /** Where, after a process's name, the kernel says how many threads it has. */
    private static final int THREADS = 17;

    private ProcessSpace() {}

    /**
     * Names the one in which this process is. Two that have the same name are the same, or the earlier one has ended with
     * all its processes.
     *
     * @return the kernel's names of the boot and of the space of process numbers; empty where it does not tell
     */
    public static String ofThisProcess() {
        try {
            return Files.readString(BOOT).strip() + "@" + Files.readSymbolicLink(SPACE);
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
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // the name may hold anything, also spaces and parentheses: it ends at the last one
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return !ended || !fields[THREADS].equals("1");
        } catch (IOException e) {
            return ProcessHandle.of(pid).isPresent();
        }
    }
}
