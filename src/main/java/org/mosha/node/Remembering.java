package org.mosha.node;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.mosha.cluster.Quorum;
import org.mosha.decide.CycleTime;
import org.mosha.decide.Memory;
import org.mosha.decide.TestMarks;
import org.mosha.fence.FenceLedger;

/** What is remembered from one cycle to the next, and changed in between by orders and news. Used by the node's thread. */
final class Remembering {
    /** The cycle time never exceeds this, however often groups are contested. */
    private static final Duration LONGEST_CYCLE = Duration.ofSeconds(10);

    private final Adapters adapters;
    private final Journal journal;
    private Memory memory;
    private Duration cycleTime;
    private int keptNodes;

    Remembering(NodeSetup setup, Adapters adapters, Journal journal) {
        this.adapters = adapters;
        this.journal = journal;
        this.cycleTime = setup.cycleTime();
        this.keptNodes = setup.rememberedNodes();
        this.memory = Memory.first(new Quorum(setup.quorumRatio(), keptNodes), new CycleTime(cycleTime, LONGEST_CYCLE));
    }

    Memory memory() {
        return memory;
    }

    /** The cycle time that is set. */
    Duration cycleTime() {
        return cycleTime;
    }

    /** A plan leaves this. */
    void planned(Memory after) {
        memory = after;
    }

    /** Something has changed of who was shot. */
    void shots(UnaryOperator<FenceLedger> change) {
        memory = memory.withLedger(change.apply(memory.ledger()));
    }

    /** What a test has said of an earlier cltab says nothing any more. */
    void forgetMarks() {
        memory = memory.withMarks(TestMarks.none());
    }

    /** There are so many nodes at most. */
    void nodesAtMost(int nodes) {
        memory = memory.withQuorum(memory.quorum().atMost(nodes));
    }

    /** The operator says how many nodes there are. */
    void resetQuorum(int nodes) {
        memory = memory.withQuorum(memory.quorum().reset(nodes));
        journal.warn("the quorum remembers " + nodes + (nodes == 1 ? " node" : " nodes")
                + " from now on, by order of the operator");
    }

    /** The operator sets the cycle time. */
    void resetCycleTime(Duration wanted) {
        cycleTime = wanted;
        memory = memory.withCycleTime(new CycleTime(wanted, LONGEST_CYCLE));
        journal.info("the cycle time is " + wanted.toMillis() / 1000.0 + " s");
    }

    /** Keeps what the daemon's next life has to know, if that has changed. */
    void keep() {
        int nodes = memory.quorum().remembered();
        if (nodes != keptNodes) {
            keptNodes = nodes;
            adapters.remember(nodes);
        }
    }
}
