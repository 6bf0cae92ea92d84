package org.mosha.node;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** What must always hold. It watches the true state of the simulated world, which no node knows. */
final class SimRules {
    /** One rule. */
    enum Rule {
        /** No process of a group is alive on a node while one is alive on another. */
        ONE_NODE,
        /** What is started belongs to who has the claim, and carries its epoch. */
        OWN_CLAIM,
        /** What is started is started within the lease. */
        WITHIN_LEASE,
        /** What is started is started with quorum, by the starting node's own verdict. */
        QUORUM,
        /** A claim changes hands only when it is given back or the policy's proof is there. */
        PROOF,
        /** A claim is given back only when nothing of the group is alive there. */
        GIVEN_BACK_IDLE,
        /** Epochs only grow. */
        EPOCHS,
        /** Only a version without errors is in force. */
        CONFIG,
        /** Nothing is being stopped for longer than its bound. */
        STOPPING
    }

    /** A rule that was broken. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1;
        private final Rule rule;

        Broken(Rule rule, String text) {
            super(rule + ": " + text);
            this.rule = rule;
        }

        Rule rule() {
            return rule;
        }
    }

    private final FencingPolicy policy;
    private final Set<Rule> enforced;
    private final Map<Rule, Long> evaluations = new EnumMap<>(Rule.class);
    private final Map<GroupName, Map<NodeId, Integer>> alive = new HashMap<>();
    private final Set<GroupName> contested = new HashSet<>();
    private final Map<GroupName, Long> epochs = new HashMap<>();
    private final Map<GroupName, NodeId> homes = new HashMap<>();
    private final Map<GroupName, Integer> moves = new TreeMap<>();
    private final Set<String> confirmedOff = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final Map<String, Long> overAt = new HashMap<>();
    private final Map<GroupName, Long> claimedAt = new HashMap<>();
    private final Map<GroupName, Long> startedAt = new HashMap<>();

    /** Evaluates all rules; throws when one of the enforced ones is broken. */
    SimRules(FencingPolicy policy, Set<Rule> enforced) {
        this.policy = policy;
        this.enforced = enforced;
        for (Rule rule : Rule.values()) {
            evaluations.put(rule, 0L);
        }
    }

    Map<Rule, Long> evaluations() {
        return Collections.unmodifiableMap(evaluations);
    }

    /** How often each group has begun to run on another node than before. */
    Map<GroupName, Integer> moves() {
        return moves;
    }

    void check(Rule rule, boolean holds, String otherwise) {
        evaluations.merge(rule, 1L, Long::sum);
        if (!holds && enforced.contains(rule)) {
            throw new Broken(rule, otherwise);
        }
    }

    /** To be called after each event. */
    void afterEvent() {
        check(Rule.ONE_NODE, contested.isEmpty(), contested.isEmpty() ? "" : "alive on several nodes: " + where());
    }

    void started(GroupName group, NodeId node, long now) {
        startedAt.put(group, now);
        count(group, node, 1);
        NodeId before = homes.put(group, node);
        if (before != null && !before.equals(node)) {
            moves.merge(group, 1, Integer::sum);
        }
    }

    void ended(GroupName group, NodeId node) {
        count(group, node, -1);
    }

    boolean isAlive(GroupName group, NodeId node) {
        return alive.getOrDefault(group, Map.of()).containsKey(node);
    }

    private void count(GroupName group, NodeId node, int change) {
        Map<NodeId, Integer> nodes = alive.computeIfAbsent(group, g -> new TreeMap<>());
        int now = nodes.merge(node, change, Integer::sum);
        if (now == 0) {
            nodes.remove(node);
        }
        if (nodes.size() > 1) {
            contested.add(group);
        } else {
            contested.remove(group);
        }
    }

    private String where() {
        StringBuilder text = new StringBuilder();
        contested.forEach(
                group -> text.append(group).append(' ').append(alive.get(group)).append(' '));
        return text.toString();
    }

    /** The lease of a life is over and nothing of it is alive: it was killed, or its host was switched off. */
    void leaseOver(String life, long now) {
        overAt.put(life, now);
    }

    /** A later life of the same node's daemon has joined, which stops first what an earlier one has left. */
    void followed(String life) {
        followed.add(life);
    }

    /** A life is confirmed off by the fencing; so are the node's lives before it. */
    void confirmedOff(SimHost host, String life) {
        for (int number = 1; number <= host.lives(); number++) {
            confirmedOff.add(host.incarnation(number));
            if (host.incarnation(number).equals(life)) {
                return;
            }
        }
    }

    void claimed(GroupName group, SimStore.Token before, SimStore.Token after, long now) {
        long highest = epochs.getOrDefault(group, 0L);
        check(Rule.EPOCHS, after.epoch() > highest, group + " got epoch " + after.epoch() + " after " + highest);
        epochs.put(group, after.epoch());
        Optional<SimStore.Owner> owner = before.owner();
        if (owner.isPresent() && !owner.equals(after.owner())) {
            NodeId taker = after.owner().orElseThrow().node();
            check(Rule.PROOF, isProven(group, owner.get(), taker), group + " was taken from " + owner.get());
        }
        claimedAt.put(group, now);
    }

    private boolean isProven(GroupName group, SimStore.Owner owner, NodeId taker) {
        // an earlier life of the same node's daemon has left nothing behind: that is seen to at the start
        if (owner.node().equals(taker)) {
            return true;
        }
        boolean shot = confirmedOff.contains(owner.life());
        boolean later = followed.contains(owner.life());
        long over = overAt.getOrDefault(owner.life(), -1L);
        boolean idle = over >= claimedAt.getOrDefault(group, 0L) && over >= startedAt.getOrDefault(group, 0L);
        return switch (policy) {
            case LEASE -> idle;
            case STOMITH -> shot || later && idle;
            case LEASE_AND_STOMITH -> (shot || later) && idle;
        };
    }

    void released(GroupName group, SimStore.Owner by) {
        check(Rule.GIVEN_BACK_IDLE, !isAlive(group, by.node()), group + " was given back by " + by);
    }
}
