package org.mosha.jmx;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;
import org.mosha.node.FencePort;
import org.mosha.node.GroupView;
import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.Refused;

/** The orders that more than one bean takes: read from texts, handed to the node, answered with a sentence. */
final class Orders {
    private static final double MAX_CYCLE_SECONDS = 3600;
    /** An entry in one of these is what a start waits for. */
    private static final Set<ProcessState> AWAITED = EnumSet.of(ProcessState.RUNNING, ProcessState.TESTING);

    private final NodeControl control;

    Orders(NodeControl control) {
        this.control = control;
    }

    String setRunlevel(String group, String level) {
        GroupName name = Arguments.group(group);
        Runlevel wanted = Arguments.level(level);
        GroupView before = control.snapshot().groups().get(name);
        Runlevel old;
        try {
            old = control.setRunlevel(name, wanted);
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        return old.equals(wanted)
                ? name + ": " + wanted + ", as before"
                : name + ": " + old + " -> " + wanted + afterItsStart(before, wanted);
    }

    /** A start comes to its end before the group goes to another level; says what that waits for, as far as it is known here. */
    private static String afterItsStart(GroupView group, Runlevel wanted) {
        boolean starts = group != null
                && group.status()
                        .filter(status -> status.is(GroupState.STARTING)
                                && !status.level().equals(wanted))
                        .isPresent();
        if (!starts) {
            return "";
        }
        String where = group.local() ? "" : " on node " + group.node().orElseThrow();
        return ", when its start" + where + " has come to its end"
                + group.processes().stream()
                        .filter(process -> AWAITED.contains(process.state()))
                        .findFirst()
                        .map(process -> ": " + process.tag() + " " + process.note())
                        .orElse("");
    }

    String halt() {
        String done = votes("has no groups to halt, and is in standby for good")
                .orElse("node " + control.snapshot().self()
                        + " halts its groups and stays in standby until it is told to resume");
        return control.halt()
                .map(why -> done + ", or until its daemon ends: that could not be remembered: " + why)
                .orElse(done);
    }

    String resume() {
        boolean standby = control.snapshot().standby();
        try {
            // told all the same, since a halt may not be seen yet
            control.resume();
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        return votes("takes no groups, and stays in standby")
                .orElse("node " + control.snapshot().self() + (standby ? " leaves standby" : " is not in standby"));
    }

    /** What is to be said of a node that only votes; empty for any other. */
    private Optional<String> votes(String so) {
        return control.votesOnly()
                ? Optional.of("node " + control.snapshot().self() + " only votes (groups=none): it " + so)
                : Optional.empty();
    }

    String haltCluster() {
        try {
            control.haltCluster();
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        return "all nodes halt their groups and stay in standby";
    }

    String stomith(String node) {
        NodeId id = Arguments.node(node);
        try {
            control.stomith(id);
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        boolean logged = control.snapshot().fence().method().equals(FencePort.LOG_ONLY);
        return "node " + id + " is to be shot" + (logged ? ": that is only logged, as stomith is not set" : "");
    }

    String confirmOff(String node) {
        NodeId id = Arguments.node(node);
        try {
            control.confirmOff(id);
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        return "node " + id + " is taken to be off";
    }

    String testFencing(String node) {
        try {
            return control.testFencing(Arguments.node(node));
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
    }

    String resetQuorum(String nodes) {
        int count = Arguments.count("number of nodes", nodes);
        NodeSnapshot.QuorumView now = control.snapshot().quorum();
        control.resetQuorum(count);
        String done = "the quorum remembers " + count + (count == 1 ? " node" : " nodes");
        int needed = now.requiredOf(count);
        if (needed > now.visible()) {
            return done + "; seen " + now.visible() + ", needed " + needed
                    + ": without them this node halts its groups";
        }
        return count >= now.visible() ? done : done + ", and at once " + now.visible() + ", as it sees so many";
    }

    /** Takes nothing but real waits: clients turn what they cannot read into 0. */
    void setCycleTime(double seconds) {
        if (!(seconds > 0 && seconds <= MAX_CYCLE_SECONDS)) {
            throw new Rejected(String.format(
                    Locale.ROOT,
                    "bad cycle time %s: expected seconds, above 0 and at most %.0f, such as 0.5",
                    seconds,
                    MAX_CYCLE_SECONDS));
        }
        // a wait of less than a millisecond would be polling without a pause
        control.setCycleTime(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))));
    }

    String why(String group) {
        GroupName name = Arguments.group(group);
        GroupView view = control.snapshot().groups().get(name);
        if (view == null) {
            throw new Rejected(
                    "no such group '" + Shown.of(name.value()) + "': expected a group that cltab or hactl has");
        }
        String[] reasons = reasons(name);
        return reasons.length == 0 ? view.why() : String.join("\n", reasons);
    }

    String[] history(String count) {
        return control.history(Arguments.count("count", count)).toArray(new String[0]);
    }

    String[] configLog(String count) {
        try {
            return control.configLog(Arguments.count("count", count)).toArray(new String[0]);
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
    }

    String configShow(String version) {
        try {
            return control.configShow(Arguments.count("version", version));
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
    }

    String configRevert(String version) {
        int number = Arguments.count("version", version);
        try {
            return "version " + control.configRevert(number) + " is made: the files of version " + number;
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
    }

    String addNode(String node) {
        NodePlace place = Arguments.nodePlace(node);
        try {
            control.addNode(place.node(), place.address());
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
        return "node " + place.node()
                + " is one of the cluster's from now on\nPUT IT INTO nodes= IN THE SETTINGS OF ALL NODES"
                + " NOW: a node that loses its disk knows the others by nothing else";
    }

    String removeNode(String node) {
        NodeId id = Arguments.node(node);
        try {
            return control.removeNode(id)
                    ? "node " + id + " is removed from the cluster; take it out of nodes= on all nodes"
                    : "node " + id + " " + ClusterMXBean.HALTS_FIRST + "; remove it again when it has none";
        } catch (Refused e) {
            throw new Rejected(e.getMessage());
        }
    }

    String[] reasons(GroupName group) {
        return control.reasons(group).entrySet().stream()
                .map(entry -> "node " + entry.getKey() + ": " + entry.getValue())
                .toArray(String[]::new);
    }
}
