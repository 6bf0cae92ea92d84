package org.mosha.node;

import java.time.Duration;
import org.mosha.model.FencingPolicy;

/**
 * What is simulated.
 *
 * @param seed where all chance comes from
 * @param nodes how many nodes
 * @param groups how many groups
 * @param entries how many entries a group has
 * @param faults how many faults come
 * @param chaos how long faults come
 * @param policy what has to be proven before a claim may be taken
 * @param sessionTimeout how long a silent node keeps its groups
 * @param poll how often each node looks at the store
 * @param flaw what is broken on purpose
 * @param jumps whether wall clocks jump
 * @param course what happens
 */
record SimPlan(
        long seed,
        int nodes,
        int groups,
        int entries,
        int faults,
        Duration chaos,
        FencingPolicy policy,
        Duration sessionTimeout,
        Duration poll,
        Flaw flaw,
        boolean jumps,
        Course course) {
    /** What happens. */
    enum Course {
        /** Any faults. */
        FAULTS,
        /** The first node begins alone, and only what happens to it as the others join is a fault. */
        LONE,
        /** The others join at any moment of the first one's start, and faults come only then. */
        TOGETHER
    }

    /** What is broken, so that a rule must notice it. */
    enum Flaw {
        NONE,
        /** The store gives a claim to whoever asks. */
        GENEROUS_STORE,
        /** The guard does not kill when the lease ends. */
        LEASE_IGNORED,
        /** Nobody can read how long the others may be silent. */
        SESSION_UNSAID,
        /** A node that begins has the lease of a lone one, though its first mark does not say so. */
        FIRST_SESSION_UNSAID,
        /** A node that begins to look before it can be seen counts from there how long the others are silent. */
        EARLY_LOOK
    }

    /** A small cluster, its shape drawn from the seed. */
    static SimPlan small(long seed) {
        SimChance chance = new SimChance(seed * 31 + 7);
        FencingPolicy policy = chance.below(4) > 0
                ? FencingPolicy.LEASE
                : chance.in(0.5) ? FencingPolicy.STOMITH : FencingPolicy.LEASE_AND_STOMITH;
        boolean manySmall = chance.in(0.8);
        return new SimPlan(
                seed,
                3 + chance.below(5),
                manySmall ? 4 + chance.below(12) : 2,
                manySmall ? 1 + chance.below(3) : 12,
                3 + chance.below(7),
                Duration.ofSeconds(15 + chance.below(15)),
                policy,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                Flaw.NONE,
                true,
                Course.FAULTS);
    }

    /** A node that is alone for some time, and then is not. */
    static SimPlan lone(long seed) {
        return fewNodes(seed, Course.LONE);
    }

    /** A node that others come to while it starts. */
    static SimPlan together(long seed) {
        return fewNodes(seed, Course.TOGETHER);
    }

    private static SimPlan fewNodes(long seed, Course course) {
        return new SimPlan(
                seed,
                2 + (int) (seed % 2),
                4,
                2,
                0,
                Duration.ofSeconds(45),
                FencingPolicy.LEASE,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                Flaw.NONE,
                true,
                course);
    }

    /** Of that size, with patience that goes with it. */
    static SimPlan large(long seed, int nodes, int groups) {
        return new SimPlan(
                seed,
                nodes,
                groups,
                1,
                3,
                Duration.ofSeconds(10),
                FencingPolicy.LEASE,
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                Flaw.NONE,
                true,
                Course.FAULTS);
    }

    /** Whether it is so large that much happens at once, and daemons see several things in one turn. */
    boolean isLarge() {
        return nodes * groups > 500;
    }

    SimPlan with(Flaw broken) {
        return new SimPlan(
                seed, nodes, groups, entries, faults, chaos, policy, sessionTimeout, poll, broken, jumps, course);
    }

    SimPlan withJumps(boolean on) {
        return new SimPlan(seed, nodes, groups, entries, faults, chaos, policy, sessionTimeout, poll, flaw, on, course);
    }
}
