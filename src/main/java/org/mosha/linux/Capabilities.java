package org.mosha.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process may do beyond what its user may: capabilities(7).
 *
 * @param effective bit n stands for capability n
 */
public record Capabilities(long effective) {
    private static final int SYS_PTRACE = 19;
    private static final String KEY = "CapEff:";

    /**
     * Reads those of this process.
     *
     * @return its capabilities
     * @throws IOException when there is no {@code /proc}
     */
    public static Capabilities ofThisProcess() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/self/status")));
    }

    /**
     * Reads the lines of a status file.
     *
     * @param lines such as {@code CapEff: 000001ffffffffff}
     * @return the capabilities; none where there is no such line
     */
    public static Capabilities parse(List<String> lines) {
        return new Capabilities(lines.stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> line.substring(KEY.length()).strip())
                .filter(hex -> hex.matches("[0-9a-fA-F]{1,16}"))
                .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
                .findFirst()
                .orElse(0));
    }

    /**
     * Whether the environment of other users' processes may be read, which even root may not without it, as in a container
     * with the usual capabilities.
     *
     * @return whether it may
     */
    public boolean readOthers() {
        return (effective >> SYS_PTRACE & 1) != 0;
    }
}
