package org.mosha.node;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened and that the outside is told.
 *
 * @param type what it is: the contract's notification type
 * @param message a sentence
 * @param data what it is about, by name: {@code group}, {@code node}, {@code level}, {@code state}, {@code reason} …
 * @param timeMillis when, in milliseconds since 1970
 */
public record Notice(String type, String message, SortedMap<String, String> data, long timeMillis) {
    public static final String GROUP_STATE = "org.mosha.group.state";
    public static final String GROUP_CONFLICT = "org.mosha.group.conflict";
    public static final String QUORUM_LOST = "org.mosha.quorum.lost";
    public static final String QUORUM_GAINED = "org.mosha.quorum.gained";
    public static final String NODE_UP = "org.mosha.node.up";
    public static final String NODE_DOWN = "org.mosha.node.down";
    public static final String NODE_STALE = "org.mosha.node.stale";
    public static final String STOMITH = "org.mosha.stomith";
    public static final String CONFIG_CHANGED = "org.mosha.config.changed";
    public static final String CONFIG_REJECTED = "org.mosha.config.rejected";

    /** Copies the map. */
    public Notice {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }
}
