package org.mosha.engine.zookeeper;

import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.ZooDefs;
import org.mosha.model.GroupName;
import org.mosha.model.Names;
import org.mosha.model.NodeId;

/**
 * Where everything is in the ensemble:
 * <ul>
 *   <li>{@code nodes/N}, ephemeral: the daemon that runs node N, while its session lives;
 *   <li>{@code lives/N}: the last life of that daemon that was registered; its version counts the registrations;
 *   <li>{@code beats/N}: its version counts the heartbeats;
 *   <li>{@code status/N}: what it says of its groups; {@code standby/N}: it is told to keep them stopped;
 *   <li>{@code fences/N}: what is done to shoot it;
 *   <li>{@code joining/N}, ephemeral: a daemon whose node is none of the cluster's, and waits to be added;
 *   <li>{@code claims/g-GROUP}: the group's claim; the version of {@code claims} counts the changes of all of them;
 *   <li>{@code config/versions/vN}: a version of cltab and hactl; {@code config/current}: the number of the last one.
 * </ul>
 */
final class Znodes {
    static final String ROOT = "/mosha";
    static final String NODES = ROOT + "/nodes";
    static final String LIVES = ROOT + "/lives";
    static final String BEATS = ROOT + "/beats";
    static final String STATUS = ROOT + "/status";
    static final String STANDBY = ROOT + "/standby";
    static final String FENCES = ROOT + "/fences";
    static final String JOINING = ROOT + "/joining";
    static final String CLAIMS = ROOT + "/claims";
    static final String CONFIG = ROOT + "/config";
    static final String CURRENT = CONFIG + "/current";
    static final String VERSIONS = CONFIG + "/versions";

    private static final String GROUP = "g-";
    private static final String VERSION = "v";

    private Znodes() {}

    /** All that must be there before anything else, parents first. */
    static List<String> directories() {
        return List.of(ROOT, NODES, LIVES, BEATS, STATUS, STANDBY, FENCES, JOINING, CLAIMS, CONFIG, CURRENT, VERSIONS);
    }

    /**
     * What is watched with all that is below, to be looked at when it has changed: everything but the heartbeats, and the
     * list of the ensemble's peers.
     */
    static List<String> watched() {
        return List.of(NODES, LIVES, STATUS, STANDBY, FENCES, JOINING, CLAIMS, CONFIG, ZooDefs.CONFIG_NODE);
    }

    static String of(String directory, NodeId node) {
        return directory + "/" + node;
    }

    /** The node whose heartbeat is at a path; empty when none is. */
    static Optional<NodeId> beating(String path) {
        return path.startsWith(BEATS + "/") ? node(path.substring(BEATS.length() + 1)) : Optional.empty();
    }

    /** With a prefix, since a group may be named {@code ..}, which is no name here. */
    static String claim(GroupName group) {
        return CLAIMS + "/" + GROUP + group;
    }

    /** The group of a claim's name; empty when it is none. */
    static Optional<GroupName> group(String name) {
        String group = name.startsWith(GROUP) ? name.substring(GROUP.length()) : "";
        return Names.isName(group) ? Optional.of(new GroupName(group)) : Optional.empty();
    }

    static String version(long number) {
        return VERSIONS + "/" + VERSION + number;
    }

    /** The number of a version's name; 0 when it is none. */
    static long number(String name) {
        try {
            return name.startsWith(VERSION) ? Math.max(0, Long.parseLong(name.substring(VERSION.length()))) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The node of a name; empty when it is none. */
    static Optional<NodeId> node(String name) {
        try {
            int number = Integer.parseInt(name);
            return number > 0 ? Optional.of(new NodeId(number)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
