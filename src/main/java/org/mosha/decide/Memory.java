package org.mosha.decide;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.mosha.cluster.Quorum;
import org.mosha.fence.FenceLedger;
import org.mosha.model.GroupName;

/**
 * What one cycle leaves to the next. All times are on this node's monotonic clock.
 *
 * @param quorum how many nodes there were
 * @param cycleTime the longest wait
 * @param openSince since when groups are free to be taken, so that the turns can be counted
 * @param backOffUntil until when contested groups are left alone
 * @param marks where groups' tests have failed
 * @param ledger who was shot
 */
public record Memory(
        Quorum quorum,
        CycleTime cycleTime,
        Map<GroupName, Duration> openSince,
        Map<GroupName, Duration> backOffUntil,
        TestMarks marks,
        FenceLedger ledger) {
    /** Copies the maps. */
    public Memory {
        Objects.requireNonNull(quorum, "quorum");
        Objects.requireNonNull(cycleTime, "cycleTime");
        openSince = Map.copyOf(openSince);
        backOffUntil = Map.copyOf(backOffUntil);
        Objects.requireNonNull(marks, "marks");
        Objects.requireNonNull(ledger, "ledger");
    }

    /**
     * The memory of a daemon that has just started.
     *
     * @param quorum as it was saved, or fresh
     * @param cycleTime as it is set
     * @return nothing else
     */
    public static Memory first(Quorum quorum, CycleTime cycleTime) {
        return new Memory(quorum, cycleTime, Map.of(), Map.of(), TestMarks.none(), FenceLedger.empty());
    }

    /**
     * The same with another quorum.
     *
     * @param now the quorum, for instance after the operator's reset
     * @return the changed memory
     */
    public Memory withQuorum(Quorum now) {
        return new Memory(now, cycleTime, openSince, backOffUntil, marks, ledger);
    }

    /**
     * The same with another cycle time.
     *
     * @param now the cycle time
     * @return the changed memory
     */
    public Memory withCycleTime(CycleTime now) {
        return new Memory(quorum, now, openSince, backOffUntil, marks, ledger);
    }

    /**
     * The same with other marks.
     *
     * @param now the marks, for instance without those of groups whose entries were changed
     * @return the changed memory
     */
    public Memory withMarks(TestMarks now) {
        return new Memory(quorum, cycleTime, openSince, backOffUntil, now, ledger);
    }

    /**
     * The same with another ledger.
     *
     * @param now the ledger, for instance with the answer of a fence command
     * @return the changed memory
     */
    public Memory withLedger(FenceLedger now) {
        return new Memory(quorum, cycleTime, openSince, backOffUntil, marks, now);
    }
}
