package org.mosha.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerRun;

/**
 * A host that stood still as a whole.
 *
 * @param host which
 * @param from when it was told to stand still, in nanoseconds of the monotonic clock
 * @param to when it was told to go on; the end of time while it stands still
 */
record Frozen(int host, long from, long to) {
    /** All times at which hosts stood still, from a lab's events. */
    static List<Frozen> in(List<String> events) {
        Map<Integer, Long> begun = new HashMap<>();
        List<Frozen> all = new ArrayList<>();
        for (String event : events) {
            String[] words = event.split(" ");
            if (words.length != 4) {
                continue;
            }
            long nanos = Long.parseLong(words[0]);
            if (words[2].equals("freeze")) {
                begun.put(host(words[3]), nanos);
            } else if (words[2].equals("thaw") && begun.containsKey(host(words[3]))) {
                all.add(new Frozen(host(words[3]), begun.remove(host(words[3])), nanos));
            }
        }
        begun.forEach((host, from) -> all.add(new Frozen(host, from, Long.MAX_VALUE)));
        return all;
    }

    /**
     * For how long after the host went on a group was on two nodes, if that began while it stood still: what ran there
     * when it was stopped, it cannot have killed before.
     *
     * @return nanoseconds; empty for any other overlap
     */
    OptionalLong overlapAfter(LedgerCheck.Overlap overlap) {
        return isWithin(overlap.one(), overlap.other())
                ? OptionalLong.of(overlap.one().to() - to)
                : isWithin(overlap.other(), overlap.one())
                        ? OptionalLong.of(overlap.other().to() - to)
                        : OptionalLong.empty();
    }

    private boolean isWithin(LedgerRun here, LedgerRun elsewhere) {
        return here.node() == host && here.from() < from && elsewhere.from() > from && here.to() >= to;
    }

    private static int host(String name) {
        return Integer.parseInt(name.substring(1));
    }
}
