package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.mosha.config.Durations;

/**
 * Which daemon runs a node.
 *
 * @param host the host on which it runs
 * @param pid its process there
 * @param incarnation which life of it this is
 * @param machine which {@code var.dir} it has, in which boot of which machine: one daemon at a time has it, so who has
 *     the same and starts later knows that the other one is dead
 * @param session how long its session is
 */
record Registration(String host, long pid, String incarnation, String machine, Duration session) {
    byte[] format() {
        Map<String, String> fields = new HashMap<>();
        fields.put("host", host);
        fields.put("pid", Long.toString(pid));
        fields.put("incarnation", incarnation);
        fields.put("machine", machine);
        fields.put("sessionMillis", Long.toString(session.toMillis()));
        return Fields.format(fields);
    }

    static Registration parse(byte[] data) {
        Fields fields = Fields.parse(data);
        return new Registration(
                fields.text("host"),
                fields.number("pid", 0),
                fields.text("incarnation"),
                fields.text("machine"),
                Durations.bounded(fields.number("sessionMillis", 0)));
    }

    /** What the last life of a node leaves when it has left in order: nothing of it can run. */
    static byte[] left() {
        return new Registration("", 0, "", "", Duration.ZERO).format();
    }

    /** Whether this is a life that may still run something. */
    boolean isLife() {
        return !incarnation.isEmpty();
    }

    boolean isOfMachine(Registration other) {
        return !machine.isEmpty() && machine.equals(other.machine);
    }
}
