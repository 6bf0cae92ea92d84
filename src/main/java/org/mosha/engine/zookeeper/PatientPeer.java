package org.mosha.engine.zookeeper;

import java.io.IOException;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.quorum.Follower;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.Leader;
import org.apache.zookeeper.server.quorum.PromptFollower;

/**
 * A peer that has more patience with its followers, while it leads, than with its leader, while it follows. A silent
 * leader has to be replaced within the session; a follower whose disk or machine is slow for a moment costs its own node
 * the connection when it is dropped, and helps nobody.
 */
class PatientPeer extends HearingPeer {
    private final int following;
    private final int leading;

    /**
     * A peer that knows nothing yet but its patience.
     *
     * @param ear who is told what it says and hears in elections
     * @param following how many ticks its leader may be silent
     * @param leading how many ticks a follower may be silent, or owe the acknowledgement of a change
     */
    PatientPeer(HearingPeer.Ear ear, int following, int leading) throws SaslException {
        super(ear);
        this.following = following;
        this.leading = leading;
    }

    @Override
    protected Leader makeLeader(FileTxnSnapLog log) throws IOException, X509Exception {
        setSyncLimit(leading);
        return super.makeLeader(log);
    }

    @Override
    protected Follower makeFollower(FileTxnSnapLog log) throws IOException {
        setSyncLimit(following);
        return new PromptFollower(this, log);
    }
}
