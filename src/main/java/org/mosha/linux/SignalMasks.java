package org.mosha.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which signals a thread does not get.
 *
 * @param blocked bit n - 1 stands for signal n
 * @param ignored likewise
 */
public record SignalMasks(long blocked, long ignored) {
    private static final int LAST_STANDARD = 31;

    /**
     * Reads the calling thread's masks: what a process that it starts inherits.
     *
     * @return the masks
     * @throws IOException when there is no /proc
     */
    public static SignalMasks ofThisThread() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/thread-self/status")));
    }

    /**
     * Reads the masks of the thread that the process began with.
     *
     * @return the masks
     * @throws IOException when there is no /proc
     */
    public static SignalMasks ofThisProcess() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/self/status")));
    }

    /**
     * Reads the lines of a status file.
     *
     * @param lines such as {@code SigBlk: 0000000000004007}
     * @return the masks; 0 where there is no such line
     */
    public static SignalMasks parse(List<String> lines) {
        return new SignalMasks(mask(lines, "SigBlk:"), mask(lines, "SigIgn:"));
    }

    private static long mask(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .filter(hex -> hex.matches("[0-9a-fA-F]{1,16}"))
                .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
                .findFirst()
                .orElse(0);
    }

    /**
     * Whether a signal is blocked.
     *
     * @param signal its number
     * @return whether it is
     */
    public boolean blocks(int signal) {
        return (blocked >> signal - 1 & 1) != 0;
    }

    /**
     * The signals that a process started by this thread would not get as usual.
     *
     * @return the numbers, ascending
     */
    public List<Integer> unusual() {
        return IntStream.rangeClosed(1, LAST_STANDARD)
                .filter(signal -> ((blocked | ignored) >> signal - 1 & 1) != 0)
                .boxed()
                .toList();
    }
}
