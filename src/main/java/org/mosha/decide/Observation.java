package org.mosha.decide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Member;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * Everything that one cycle decides on. The same observation always gives the same plan.
 *
 * @param now how long this node's daemon has run: its monotonic clock
 * @param self this node
 * @param members all nodes that are known, this one and the owners of claims included
 * @param claims all claims
 * @param wanted the content of hactl
 * @param preferred the groups' preferred nodes, best first
 * @param obstacles why a group cannot be run here ({@link #NOT_IN_CLTAB}), or not be stopped; one line each
 * @param testNotes what a group's failed test gave here ("exit code 1")
 * @param settings the settings
 * @param memory what the last cycle left
 * @param seed this cycle's chance
 */
public record Observation(
        Duration now,
        NodeId self,
        List<Member> members,
        List<Claim> claims,
        Map<GroupName, Runlevel> wanted,
        Map<GroupName, List<NodeId>> preferred,
        Map<GroupName, String> obstacles,
        Map<GroupName, String> testNotes,
        PlanSettings settings,
        Memory memory,
        long seed) {
    /** Why nothing can be run of a group. One that was in cltab before may keep its level, and has no processes there. */
    public static final String NOT_IN_CLTAB = "cltab does not have it";

    /** Copies the collections. */
    public Observation {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(self, "self");
        members = List.copyOf(members);
        claims = List.copyOf(claims);
        wanted = Map.copyOf(wanted);
        preferred = Map.copyOf(preferred);
        obstacles = Map.copyOf(obstacles);
        testNotes = Map.copyOf(testNotes);
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(memory, "memory");
    }

    /**
     * The same with another memory.
     *
     * @param other for instance what the cycle has left that has decided on this
     * @return what the next one would decide on, if nothing else happened
     */
    public Observation withMemory(Memory other) {
        return new Observation(
                now, self, members, claims, wanted, preferred, obstacles, testNotes, settings, other, seed);
    }
}
