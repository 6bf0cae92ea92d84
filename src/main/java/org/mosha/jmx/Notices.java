package org.mosha.jmx;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.mosha.node.Notice;

/**
 * Turns notices into notifications. Each type has items that are always there, empty where the notice does not
 * say them; what a notice says beyond them is added.
 */
final class Notices {
    private record Kind(String description, List<String> items) {}

    private static final SortedMap<String, Kind> KINDS = kinds();

    private Notices() {}

    /** What the cluster's bean declares: a description a type, with the items of its user data. */
    static MBeanNotificationInfo[] infos() {
        return KINDS.entrySet().stream()
                .map(entry -> new MBeanNotificationInfo(
                        new String[] {entry.getKey()},
                        Notification.class.getName(),
                        entry.getValue().description() + "; user data: "
                                + String.join(", ", entry.getValue().items())))
                .toArray(MBeanNotificationInfo[]::new);
    }

    static Notification notification(Notice notice, long sequence) {
        Notification notification =
                new Notification(notice.type(), BeanNames.CLUSTER, sequence, notice.timeMillis(), notice.message());
        notification.setUserData(userData(notice));
        return notification;
    }

    private static CompositeData userData(Notice notice) {
        SortedMap<String, String> items = new TreeMap<>();
        Kind kind = KINDS.get(notice.type());
        if (kind != null) {
            kind.items().forEach(item -> items.put(item, ""));
        }
        items.putAll(notice.data());
        if (items.isEmpty()) {
            // a composite type needs an item
            items.put("message", notice.message());
        }
        return composite(notice.type(), items);
    }

    private static CompositeData composite(String type, SortedMap<String, String> items) {
        String[] names = items.keySet().toArray(new String[0]);
        OpenType<?>[] types = new OpenType<?>[names.length];
        Arrays.fill(types, SimpleType.STRING);
        try {
            CompositeType shape = new CompositeType(type, "What " + type + " is about", names, names, types);
            return new CompositeDataSupport(shape, items);
        } catch (OpenDataException e) {
            throw new IllegalStateException("user data of " + type + ": " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, Kind> kinds() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                Notice.GROUP_STATE,
                new Kind(
                        "A group came to another level or state on this node, from the state before",
                        List.of("from", "group", "level", "node", "reason", "state")),
                Notice.GROUP_CONFLICT,
                new Kind("A group is active on this node and on another one", List.of("group", "node", "reason")),
                Notice.QUORUM_LOST,
                new Kind("Too few nodes are visible; this node halts its groups", List.of("reason")),
                Notice.QUORUM_GAINED,
                new Kind("Enough nodes are visible again", List.of("reason")),
                Notice.NODE_UP,
                new Kind("A node came up", List.of("node", "reason")),
                Notice.NODE_DOWN,
                new Kind("A node went down", List.of("node", "reason")),
                Notice.NODE_STALE,
                new Kind("The status of a node is older than the time-out", List.of("node", "reason")),
                Notice.STOMITH,
                new Kind("A node was shot, or was to be shot", List.of("node", "reason", "result")),
                Notice.CONFIG_CHANGED,
                new Kind("A new cltab or hactl is in force", List.of("file", "reason")),
                Notice.CONFIG_REJECTED,
                new Kind("A new cltab or hactl has errors and is not in force", List.of("file", "reason")))));
    }
}
