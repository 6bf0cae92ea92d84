package org.mosha.exec;

import java.util.Optional;

/**
 * What the first fields of {@code /proc/PID/stat} say of a process.
 *
 * @param pid its number
 * @param name its command's name, cut to 15 bytes by the kernel
 * @param state its state's letter
 * @param parent its parent's pid
 * @param group its process group
 * @param session its session
 * @param startTicks when it started, in clock ticks since the boot; with the pid, this is its identity
 */
record ProcStat(int pid, String name, char state, int parent, int group, int session, long startTicks) {
    private static final int START_FIELD = 22;

    /**
     * Reads the text of the file.
     *
     * @param text such as {@code 12 (a (b) c) S 1 12 12 0 ...}
     * @return the process, or empty when the text is none
     */
    static Optional<ProcStat> parse(String text) {
        // the name may hold anything, also spaces and parentheses: it ends at the last one
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 2 || close < open || text.length() < close + 3) {
            return Optional.empty();
        }
        String[] rest = text.substring(close + 2).split(" ", START_FIELD - 1);
        if (rest.length < START_FIELD - 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    Integer.parseInt(text.substring(0, open - 1)),
                    text.substring(open + 1, close),
                    rest[0].charAt(0),
                    Integer.parseInt(rest[1]),
                    Integer.parseInt(rest[2]),
                    Integer.parseInt(rest[3]),
                    Long.parseLong(rest[START_FIELD - 3].strip())));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it lives: a zombie, which has ended and only waits to be reaped, does not.
     *
     * @return whether it lives
     */
    boolean lives() {
        return state != 'Z' && state != 'X' && state != 'x';
    }

    /**
     * Whether another look shows the same process, not a later one with the same pid.
     *
     * @param other the other look
     * @return whether it is the same process
     */
    boolean isSame(ProcStat other) {
        return pid == other.pid && startTicks == other.startTicks;
    }
}
