package org.mosha.exec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The two variables in a command's environment by which everything that it starts can be told, wherever it goes.
 *
 * @param identity names the daemon's var.dir; the same for all its lives
 * @param incarnation names this life of the daemon
 */
record Marks(String identity, String incarnation) {
    private static final String DAEMON = "MOSHA_DAEMON";
    private static final String RUN = "MOSHA_RUN";

    /**
     * The mark of a run of this life of the daemon.
     *
     * @param run the run's number
     * @return its mark
     */
    Mark of(long run) {
        return new Mark(incarnation, run);
    }

    /**
     * Puts the marks into an environment.
     *
     * @param environment a command's environment
     * @param run the run's number
     */
    void put(Map<String, String> environment, long run) {
        environment.put(DAEMON, identity);
        environment.put(RUN, of(run).toString());
    }

    /**
     * Reads the mark out of a process's environment.
     *
     * @param environ holds the content of {@code /proc/PID/environ}
     * @param size how many bytes it has
     * @return which life of the daemon and which run it belongs to; empty when it is none of this daemon's
     */
    Optional<Mark> find(byte[] environ, int size) {
        // Latin-1 keeps each byte, and a search in text is quicker than one in bytes
        String text = '\0' + new String(environ, 0, size, StandardCharsets.ISO_8859_1) + '\0';
        String daemon = '\0' + DAEMON + '=' + latin(identity) + '\0';
        if (!text.contains(daemon)) {
            return Optional.empty();
        }
        String key = '\0' + RUN + '=';
        int at = text.indexOf(key);
        return at < 0 ? Optional.empty() : Mark.parse(text.substring(at + key.length(), text.indexOf('\0', at + 1)));
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * One run, among all that the daemon ever started.
     *
     * @param incarnation the daemon's life
     * @param run the run's number in it
     */
    record Mark(String incarnation, long run) {
        /**
         * Reads what is in the environment.
         *
         * @param text such as {@code 1a2b.3c4d.17}; the number follows the last dot
         * @return the mark, or empty when the text is none
         */
        static Optional<Mark> parse(String text) {
            int dot = text.lastIndexOf('.');
            try {
                return dot < 0
                        ? Optional.empty()
                        : Optional.of(new Mark(text.substring(0, dot), Long.parseLong(text.substring(dot + 1))));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return incarnation + "." + run;
        }
    }
}
