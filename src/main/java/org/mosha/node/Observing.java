package org.mosha.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.config.Hactl;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.init.LocalInit;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;

/** Freezes everything that one cycle decides on. */
final class Observing {
    private final NodeSetup setup;
    private final LocalInit init;
    private final ConfigKeeper config;
    private final Members members;
    private final OwnClaims ownClaims;

    Observing(NodeSetup setup, LocalInit init, ConfigKeeper config, Members members, OwnClaims ownClaims) {
        this.setup = setup;
        this.init = init;
        this.config = config;
        this.members = members;
        this.ownClaims = ownClaims;
    }

    /**
     * What is so at this moment.
     *
     * @param view what the engine sees
     * @param standby whether this node keeps its groups stopped
     * @param cutOff whether its lease is over
     * @param memory what the last cycle left
     * @param cycle which cycle it is
     * @param uptime how long this daemon has run
     * @param nanos the time on the monotonic clock
     */
    Observation observe(
            EngineView view, boolean standby, boolean cutOff, Memory memory, long cycle, Duration uptime, long nanos) {
        ClStat own = init.status();
        Map<GroupName, Runlevel> wanted = new HashMap<>();
        Map<GroupName, List<NodeId>> preferred = new HashMap<>();
        config.hactl().wishes().forEach((name, wish) -> {
            wanted.put(name, wish.level());
            preferred.put(name, wish.prefer());
        });
        return new Observation(
                uptime,
                setup.self(),
                members.of(view, own, standby, cutOff, nanos),
                Members.claims(view, ownClaims),
                wanted,
                preferred,
                obstacles(config.hactl(), members.notOver(view)),
                testNotes(own),
                setup.plan(),
                memory,
                // two nodes must not draw alike
                31L * setup.incarnation().hashCode() + cycle);
    }

    private Map<GroupName, String> obstacles(Hactl hactl, List<Sighting> possible) {
        Map<GroupName, String> obstacles = new HashMap<>();
        for (GroupName name : hactl.wishes().keySet()) {
            if (!config.cltab().groups().contains(name)) {
                obstacles.put(name, Observation.NOT_IN_CLTAB);
            } else {
                Doubts.about(name, possible, setup.self()).ifPresent(doubt -> obstacles.put(name, doubt));
            }
        }
        return obstacles;
    }

    private Map<GroupName, String> testNotes(ClStat own) {
        Map<GroupName, String> notes = new HashMap<>();
        own.groups().forEach((name, status) -> {
            if (status.is(GroupState.FAILED)) {
                init.processes(name).stream()
                        .filter(p -> p.state() == ProcessState.FAILED)
                        .findFirst()
                        .ifPresent(p -> notes.put(name, p.entry().tag() + " " + p.note()));
            }
        });
        return notes;
    }
}
