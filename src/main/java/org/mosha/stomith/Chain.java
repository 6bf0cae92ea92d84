package org.mosha.stomith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.exec.CommandLine;

/**
 * The programs that execute one another in one process, from the daemon's child to the command: signals as usual (the
 * daemon may have some blocked, which its children inherit), a session of its own. The pid stays the same all along.
 */
final class Chain {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/bin"));
    private static final Path OWN_STATUS = Path.of("/proc/thread-self/status");
    private static final int LAST_STANDARD_SIGNAL = 31;

    private Chain() {}

    /**
     * What to execute, when this thread does it.
     *
     * @param command the program with its arguments, no part of which is read by a shell here
     * @return the programs before it, and it
     * @throws IOException when this machine has no /proc or lacks a program
     */
    static CommandLine of(List<String> command) throws IOException {
        String setsid = program("setsid");
        String signals = unusualSignals(Files.readAllLines(OWN_STATUS));
        CommandLine line = new CommandLine(signals.isEmpty() ? setsid : program("env"));
        if (!signals.isEmpty()) {
            line.addArgument("--default-signal=" + signals, false).addArgument(setsid, false);
        }
        command.forEach(word -> line.addArgument(word, false));
        return line;
    }

    /**
     * Finds which signals a child of a thread would not get as usual.
     *
     * @param status the lines of the thread's status file
     * @return the numbers of those that are blocked or ignored, with commas between
     */
    static String unusualSignals(List<String> status) {
        long unusual = status.stream()
                .filter(line -> line.startsWith("SigBlk:") || line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
                .reduce(0, (one, other) -> one | other);
        return IntStream.rangeClosed(1, LAST_STANDARD_SIGNAL)
                .filter(signal -> (unusual >> signal - 1 & 1) != 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static String program(String name) throws IOException {
        return PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has no program '" + name + "'"))
                .toString();
    }
}
