package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.quorum.Follower;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.Leader;
import org.apache.zookeeper.server.quorum.PromptFollower;
import org.apache.zookeeper.server.quorum.PromptLeader;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;
import org.mosha.linux.OwnSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer that has more patience with its followers, while it leads, than with its leader, while it follows. A silent
 * leader has to be replaced within the session; a follower whose disk or machine is slow for a moment costs its own node
 * the connection when it is dropped, and helps nobody.
 */
class PatientPeer extends HearingPeer {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final int following;
    private final int leading;
    private final QuorumVerifier own;
    private volatile boolean starting;

    /**
     * A peer that knows nothing yet but its patience.
     *
     * @param ear who is told what it says and hears in elections
     * @param following how many ticks its leader may be silent
     * @param leading how many ticks a follower may be silent, or owe the acknowledgement of a change
     * @param own a list of this peer alone, older than any other
     */
    PatientPeer(HearingPeer.Ear ear, int following, int leading, QuorumVerifier own) throws SaslException {
        super(ear);
        this.own = own;
        this.following = following;
        this.leading = leading;
    }

    /** Also has one know where it is itself that is not on the list of its ensemble yet, or no more. */
    @Override
    public QuorumVerifier setQuorumVerifier(QuorumVerifier list, boolean writeToDisk) {
        if (getQuorumVerifier() == null && !list.getAllMembers().containsKey(getMyId())) {
            super.setQuorumVerifier(own, false);
        }
        return super.setQuorumVerifier(list, writeToDisk);
    }

    @Override
    public void start() {
        starting = true;
        super.start();
        starting = false;
    }

    /** Where one starts that is not on the list, ZooKeeper would refuse it for that. */
    @Override
    public Map<Long, QuorumServer> getView() {
        Map<Long, QuorumServer> view = super.getView();
        if (!starting || view.containsKey(getMyId())) {
            return view;
        }
        Map<Long, QuorumServer> all = new HashMap<>(view);
        all.putAll(own.getAllMembers());
        return all;
    }

    /** Keeps on disk what was proposed, also when it comes from there: ZooKeeper deletes it as it starts. */
    @Override
    public void setLastSeenQuorumVerifier(QuorumVerifier list, boolean writeToDisk) {
        super.setLastSeenQuorumVerifier(list, true);
    }

    @Override
    protected Leader makeLeader(FileTxnSnapLog log) throws IOException, X509Exception {
        setSyncLimit(leading);
        return new PromptLeader(this, log);
    }

    @Override
    protected Follower makeFollower(FileTxnSnapLog log) throws IOException {
        setSyncLimit(following);
        return new PromptFollower(this, log);
    }

    /** Has lost packets between peers sent again soon: each waits for the others' only as long as a session allows. */
    @Override
    protected void connectsAt(int port) {
        try {
            OwnSockets.resendSoon(port);
        } catch (IOException e) {
            LOG.debug("the connections at port {} are left as they are: {}", port, e.toString());
        }
    }
}
