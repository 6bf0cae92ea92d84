package org.mosha.node;

import java.time.Duration;
import java.util.Optional;
import org.mosha.config.Settings;
import org.mosha.decide.PlanSettings;
import org.mosha.fence.StomithRule;
import org.mosha.init.RespawnRule;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;

/**
 * What a node needs to know of its settings.
 *
 * @param self its number
 * @param host its host name
 * @param incarnation this life of the daemon, unlike all others
 * @param sessionTimeout how long a silent node keeps its groups where there are others
 * @param rememberedNodes how many nodes the quorum remembers from before; 0 for none
 * @param timeout how old another node's status may become
 * @param quorumRatio the part of the remembered nodes that must be visible
 * @param cycleTime the first cycle time
 * @param respawn when a respawn entry dies too fast
 * @param plan the settings that decide
 * @param votesOnly whether it runs no group at all
 */
public record NodeSetup(
        NodeId self,
        String host,
        String incarnation,
        Duration sessionTimeout,
        int rememberedNodes,
        Duration timeout,
        double quorumRatio,
        Duration cycleTime,
        RespawnRule respawn,
        PlanSettings plan,
        boolean votesOnly) {
    /** With placement by rank, how long each rank waits for the better ones. */
    private static final Duration RANK_STEP = Duration.ofMillis(500);

    /** How long each survivor leaves shooting to those before it: twice as long as they take to see its word. */
    private static final Duration SHOT_STEP = Duration.ofMillis(1000);

    /** For how long a node ranks last for a group after its test failed there for the first time. */
    private static final Duration TEST_MARK = Duration.ofSeconds(60);

    /**
     * For how long after a heartbeat a node may run groups.
     *
     * @param sessionTimeout how long a silent node keeps its groups
     * @return a shorter time: the rest is for the killing
     */
    public static Duration localDeadline(Duration sessionTimeout) {
        return Lease.length(sessionTimeout);
    }

    /**
     * Takes what a node needs from the settings.
     *
     * @param settings settings without errors
     * @param self this node's number
     * @param host its host name
     * @param incarnation this life of the daemon
     * @param rememberedNodes how many nodes the quorum remembers from before
     * @return the setup
     */
    public static NodeSetup of(Settings settings, NodeId self, String host, String incarnation, int rememberedNodes) {
        PlanSettings plan = new PlanSettings(
                settings.fencing(), stomith(settings), settings.placement(), settings.balance(), RANK_STEP, TEST_MARK);
        return new NodeSetup(
                self,
                host,
                incarnation,
                settings.sessionTimeout(),
                rememberedNodes,
                settings.timeout(),
                settings.quorumRatio(),
                settings.cycletime(),
                new RespawnRule(settings.respawnLimit(), settings.respawnWindow(), settings.respawnPause()),
                plan,
                settings.groups() == Settings.Groups.NONE);
    }

    private static StomithRule stomith(Settings settings) {
        boolean waited = settings.fencing() != FencingPolicy.LEASE;
        return new StomithRule(
                settings.timeout(), StomithRule.GRACE, waited ? Optional.of(SHOT_STEP) : Optional.empty());
    }

    /**
     * The session length of a node that knows no other.
     *
     * @return the longer one of time-out and session time-out
     */
    public Duration loneSession() {
        return loneSession(timeout, sessionTimeout);
    }

    /**
     * The session length of a node that knows no other.
     *
     * @param timeout how old another node's status may become
     * @param sessionTimeout how long a silent node keeps its groups where there are others
     * @return the longer one of the two
     */
    public static Duration loneSession(Duration timeout, Duration sessionTimeout) {
        return timeout.compareTo(sessionTimeout) > 0 ? timeout : sessionTimeout;
    }
}
