package org.mosha.engine.directory;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import org.mosha.config.Durations;

/**
 * What a node says of the daemon that runs it: the content of its {@code mosha.node} file, a Java properties text.
 *
 * @param host the host on which the daemon runs
 * @param pid its process there
 * @param incarnation which life of it this is
 * @param heartbeat counts up while it lives
 * @param interval how long it takes at most to count on
 * @param standby whether it keeps its groups stopped
 * @param clstat the fingerprint of its clstat, so that a half-written one is found out; empty when it has none yet
 * @param session how long the others shall wait after a heartbeat before they take that its groups are killed; zero when
 *     it does not say
 * @param machine where its process number counts, as {@link ProcessSpace} names it; empty when it does not say
 */
record NodeMark(
        String host,
        long pid,
        String incarnation,
        long heartbeat,
        Duration interval,
        boolean standby,
        Optional<String> clstat,
        Duration session,
        String machine) {

    /** What a daemon says that does not say in which machine and boot it is. */
    NodeMark(
            String host,
            long pid,
            String incarnation,
            long heartbeat,
            Duration interval,
            boolean standby,
            Optional<String> clstat,
            Duration session) {
        this(host, pid, incarnation, heartbeat, interval, standby, clstat, session, "");
    }

    /** The first mark of this life. */
    NodeMark first(boolean waits, Duration wait) {
        return new NodeMark(host, pid, incarnation, 1, interval, waits, Optional.empty(), wait, machine);
    }

    /** The same one heartbeat later, with what is to be said then. */
    NodeMark next(Duration within, boolean waits, Optional<String> print, Duration wait) {
        return new NodeMark(host, pid, incarnation, heartbeat + 1, within, waits, print, wait, machine);
    }

    /** Written by hand, since {@link Properties} would take most of the time that a heartbeat takes. */
    String format() {
        return "host=" + escaped(host)
                + "\npid=" + pid
                + "\nincarnation=" + escaped(incarnation)
                + "\nheartbeat=" + heartbeat
                + "\nintervalMillis=" + interval.toMillis()
                + "\nstandby=" + standby
                + "\nsessionMillis=" + session.toMillis()
                + (machine.isEmpty() ? "" : "\nmachine=" + escaped(machine))
                + clstat.map(print -> "\nclstat=" + escaped(print)).orElse("")
                + "\n";
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > ' ' && c < 0x7f && c != '\\') {
                text.append(c);
            } else {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.toString();
    }

    /** Reads it; empty when that is not what a daemon wrote. */
    static Optional<NodeMark> parse(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
            return Optional.of(new NodeMark(
                    values.getProperty("host", ""),
                    Long.parseLong(values.getProperty("pid", "0")),
                    values.getProperty("incarnation", ""),
                    Long.parseLong(values.getProperty("heartbeat", "")),
                    Durations.bounded(Long.parseLong(values.getProperty("intervalMillis", "1000"))),
                    Boolean.parseBoolean(values.getProperty("standby", "false")),
                    Optional.ofNullable(values.getProperty("clstat")),
                    Durations.bounded(Long.parseLong(values.getProperty("sessionMillis", "0"))),
                    values.getProperty("machine", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The fingerprint of a clstat's text. */
    static String fingerprint(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + ":" + Long.toHexString(sum.getValue());
    }
}
