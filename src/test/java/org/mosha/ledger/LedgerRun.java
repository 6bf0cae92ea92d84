package org.mosha.ledger;

/**
 * The life of one process of a group, as far as it is known: it was there from the first time to the last.
 *
 * @param group the group
 * @param node the node that ran it
 * @param pid the process
 * @param from when it was first known to be there, in nanoseconds of the monotonic clock
 * @param to when it was last known to be there
 */
public record LedgerRun(String group, int node, long pid, long from, long to) {
    LedgerRun with(long nanos) {
        return new LedgerRun(group, node, pid, Math.min(from, nanos), Math.max(to, nanos));
    }

    boolean overlaps(LedgerRun other) {
        return from <= other.to && other.from <= to;
    }
}
