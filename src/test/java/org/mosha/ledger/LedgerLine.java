package org.mosha.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the ledger: at some time, a process of a group was there.
 *
 * @param nanos when, on the monotonic clock, which all processes of a machine share
 * @param node the node that runs it
 * @param group the group
 * @param event what the process, or who saw it, has to say
 * @param pid the process
 */
public record LedgerLine(long nanos, int node, String group, Event event, long pid) {
    private static final Pattern LINE =
            Pattern.compile("(\\d{1,18}) (\\d{1,9}) (\\S+) (start|alive|stop|seen) (\\d{1,9})");

    /** What a line says. */
    public enum Event {
        /** The process says that it begins. */
        START,
        /** The process says that it is there. */
        ALIVE,
        /** The process says that it ends. */
        STOP,
        /** Somebody else has seen the process. */
        SEEN
    }

    /** Reads a line; empty when it is none. */
    public static Optional<LedgerLine> parse(String line) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        return Optional.of(new LedgerLine(
                Long.parseLong(words.group(1)),
                Integer.parseInt(words.group(2)),
                words.group(3),
                Event.valueOf(words.group(4).toUpperCase(Locale.ROOT)),
                Long.parseLong(words.group(5))));
    }

    /** The line as it stands in the file, without its end. */
    public String format() {
        return nanos + " " + node + " " + group + " " + event.name().toLowerCase(Locale.ROOT) + " " + pid;
    }
}
