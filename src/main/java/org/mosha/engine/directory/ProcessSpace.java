package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where process numbers count: one boot of one machine, and there one container or none. A host name does not say that: a
 * container may have any.
 */
public final class ProcessSpace {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SPACE = Path.of("/proc/self/ns/pid");

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
}
