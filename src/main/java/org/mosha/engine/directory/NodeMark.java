package org.mosha.engine.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;

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
 */
record NodeMark(
        String host,
        long pid,
        String incarnation,
        long heartbeat,
        Duration interval,
        boolean standby,
        Optional<String> clstat,
        Duration session) {

    String format() {
        Properties values = new Properties();
        values.setProperty("host", host);
        values.setProperty("pid", Long.toString(pid));
        values.setProperty("incarnation", incarnation);
        values.setProperty("heartbeat", Long.toString(heartbeat));
        values.setProperty("intervalMillis", Long.toString(interval.toMillis()));
        values.setProperty("standby", Boolean.toString(standby));
        values.setProperty("sessionMillis", Long.toString(session.toMillis()));
        clstat.ifPresent(print -> values.setProperty("clstat", print));
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                    Duration.ofMillis(Long.parseLong(values.getProperty("intervalMillis", "1000"))),
                    Boolean.parseBoolean(values.getProperty("standby", "false")),
                    Optional.ofNullable(values.getProperty("clstat")),
                    Duration.ofMillis(Long.parseLong(values.getProperty("sessionMillis", "0")))));
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
