package org.mosha.engine.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.server.util.ZxidUtils;

/**
 * Which transactions are in the logs, as ranges without a gap in one epoch. A leader numbers its transactions in one epoch from 1 on and
 * leaves none out; how many the epoch before had cannot be seen. Used by one thread.
 */
final class LoggedZxids {
    private final List<Range> ranges = new ArrayList<>();

    /** From one to another, both included. */
    private record Range(long first, long last) {
        private boolean contains(long zxid) {
            return first <= zxid && zxid <= last;
        }
    }

    /** The next one in the logs. One that is there twice does no harm. */
    void add(long zxid) {
        Range newest = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (newest != null && zxid <= newest.last) {
            return;
        }
        if (newest != null && zxid == newest.last + 1) {
            ranges.set(ranges.size() - 1, new Range(newest.first, zxid));
        } else {
            ranges.add(new Range(zxid, zxid));
        }
    }

    /** Whether nothing is missing between one and another, as far as can be seen. */
    static boolean follows(long before, long zxid) {
        return zxid == before + 1
                || ZxidUtils.getEpochFromZxid(zxid) > ZxidUtils.getEpochFromZxid(before)
                        && ZxidUtils.getCounterFromZxid(zxid) == 1;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The newest; 0 if there is none. */
    long last() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).last;
    }

    /** Whether one is there. */
    boolean contains(long zxid) {
        return ranges.stream().anyMatch(range -> range.contains(zxid));
    }

    /** Which transactions are missing behind a snapshot of one, for people; empty when there is no gap. */
    Optional<String> missingAfter(long snapshot) {
        long known = snapshot;
        for (Range range : ranges) {
            if (range.last <= known) {
                continue;
            }
            if (range.first > known && !follows(known, range.first)) {
                return Optional.of("the transactions between " + hex(known) + " and " + hex(range.first)
                        + " are missing in the logs");
            }
            known = range.last;
        }
        return Optional.empty();
    }

    /** A zxid as ZooKeeper writes it. */
    static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
