package org.mosha.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of the machine and of this process is the same for whoever asks. */
public final class ThisMachine {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path SELF = Path.of("/proc/self");
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    private ThisMachine() {}

    /**
     * Names this boot of the machine.
     *
     * @return the kernel's random boot id
     * @throws IOException when it cannot be read; {@link java.nio.file.NoSuchFileException} where there is none
     */
    public static String bootId() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }

    /**
     * The name of this host, as the kernel has it: nobody else is asked, who may not answer.
     *
     * @return the name; {@code localhost} where the kernel does not tell
     */
    public static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /**
     * The user whose rights this process has.
     *
     * @return its number
     * @throws IOException when there is no {@code /proc}
     */
    public static int uid() throws IOException {
        return (Integer) Files.getAttribute(SELF, "unix:uid");
    }

    /**
     * Looks for a program of the system's own; the {@code PATH} is not asked, which anybody may have set.
     *
     * @param name its name
     * @return its path
     * @throws IOException when this machine does not have it
     */
    public static String program(String name) throws IOException {
        return PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has no program '" + name + "'"))
                .toString();
    }
}
