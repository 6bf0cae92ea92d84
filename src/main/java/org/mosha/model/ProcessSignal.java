package org.mosha.model;

import java.util.Locale;
import java.util.Optional;

/** The signals that a cltab may name, with their numbers on Linux (signal(7), x86 and ARM). */
public enum ProcessSignal {
    HUP(1),
    INT(2),
    QUIT(3),
    ABRT(6),
    KILL(9),
    USR1(10),
    USR2(12),
    ALRM(14),
    TERM(15),
    CONT(18),
    WINCH(28);

    private final int number;

    ProcessSignal(int number) {
        this.number = number;
    }

    /**
     * The number for kill(2).
     *
     * @return the signal's number
     */
    public int number() {
        return number;
    }

    /**
     * Reads a signal's name.
     *
     * @param text such as {@code TERM}, {@code SIGTERM} or {@code sigterm}
     * @return the signal, or empty when there is none of that name
     */
    public static Optional<ProcessSignal> parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        for (ProcessSignal signal : values()) {
            if (signal.name().equals(bare)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
