package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import org.mosha.config.EngineTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a peer must not begin, as it may have lost what was acknowledged with its help: claims, and heartbeats from which
 * a lease still counts. Any majority that acknowledged those has a peer in common with any that begins. That one knows
 * them, has no vote, or has lost them since, and waits here until the lease is over. Safe for use by several threads.
 */
final class OldLeases {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final PeerData data;
    private final CopyCare care;
    private final EngineTimes times;
    private final Uptime uptime = Uptime.ofThisMachine();
    private volatile boolean none;

    /**
     * Looks at nothing yet.
     *
     * @param data may hold the operator's word that the peer may begin with nothing
     * @param care knows whether it may begin with a damaged copy
     */
    OldLeases(PeerData data, CopyCare care, EngineTimes times) {
        this.data = data;
        this.care = care;
        this.times = times;
    }

    /** The next beginning is that of a cluster of which all nodes are new: there are none. */
    void areNone() {
        none = true;
    }

    /**
     * How long they may still last; to be asked when the last life of the peer is over, before the next one begins.
     *
     * @throws IOException when that is not to be known, with a sentence that says why
     */
    Duration last() throws IOException {
        boolean allNew = none;
        none = false;
        Duration power = uptime.missing(times.quietBound());
        boolean told = !allNew && (data.mayBeEmpty() || care.isToldToAccept());
        Duration longest = told && times.silence().compareTo(power) > 0 ? times.silence() : power;
        if (!longest.isZero()) {
            LOG.info(
                    "the ZooKeeper peer of this node waits {} ms, {}",
                    longest.toMillis(),
                    told ? "in which the leases end of what it does not know any more" : "as this machine is just up");
        }
        return longest;
    }
}
