package org.mosha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a process: {@code /proc/PID/stat}.
 *
 * @param state the state's letter: {@code R}, {@code S}, {@code T} (stopped), {@code Z} (ended, not reaped) …
 * @param startTicks when it started, in clock ticks since the machine booted; with the pid it is unique
 */
record ProcStat(char state, long startTicks) {
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    /** Reads a process's state; empty when there is no such process, or it has ended and is only not reaped. */
    static Optional<ProcStat> of(Path proc, long pid) {
        try {
            return parse(Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1))
                    .filter(stat -> stat.state != 'Z' && stat.state != 'X');
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads the line; the second field, the command's name in parentheses, may itself have blanks and parentheses. */
    static Optional<ProcStat> parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ");
        if (fields.length <= START_TICKS || fields[STATE].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(fields[STATE].charAt(0), Long.parseLong(fields[START_TICKS])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
