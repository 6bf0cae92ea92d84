package org.mosha.engine.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.mosha.model.ClStat;

/**
 * What a node says of its groups: a line with the life that says it and whether it is in standby, and then its clstat.
 *
 * @param incarnation the life of the daemon that says it
 * @param standby whether it keeps its groups stopped
 * @param status its groups
 * @param damaged whether not all of it can be read
 */
record StatusText(String incarnation, boolean standby, ClStat status, boolean damaged) {
    private static final String STANDBY = "standby";
    private static final String ACTIVE = "active";

    StatusText {
        Objects.requireNonNull(status, "status");
    }

    static byte[] format(String incarnation, boolean standby, ClStat status) {
        String first = incarnation + " " + (standby ? STANDBY : ACTIVE) + "\n";
        return (first + status.format()).getBytes(StandardCharsets.UTF_8);
    }

    static StatusText parse(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String[] words = text.substring(0, Math.max(0, end)).split(" ", -1);
        ClStat.Read read = ClStat.parse(text.substring(end + 1));
        boolean damaged = words.length != 2 || !read.damages().isEmpty();
        return new StatusText(words[0], words.length == 2 && words[1].equals(STANDBY), read.value(), damaged);
    }
}
