package org.mosha.engine.zookeeper;

import java.io.File;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;
import org.mosha.config.EngineTimes;

/**
 * A peer that acknowledges nothing any more as soon as it could not write something down. Heartbeats may be lost with the
 * power (see {@link Heartbeat}), but none that an epoch begins with: the peer is in an epoch only when its disk has all
 * of them, so that each later leader knows them.
 */
class StrictPeer extends PatientPeer {
    private final StrictLog.Witness witness;
    private StrictLog log;
    private Optional<Exception> noLog = Optional.empty();

    /**
     * A peer that knows nothing yet.
     *
     * @param ear who is told what it says and hears in elections
     * @param times how long the others may be silent
     * @param own a list of this peer alone, older than any other
     * @param witness who is told what could not be written; ends the peer
     */
    StrictPeer(HearingPeer.Ear ear, EngineTimes times, QuorumVerifier own, StrictLog.Witness witness)
            throws SaslException {
        super(ear, times.syncLimit(), times.leadersSyncLimit(), own);
        this.witness = witness;
    }

    @Override
    public void setTxnFactory(FileTxnSnapLog plain) {
        File data = plain.getDataLogDir().getParentFile();
        try {
            log = new StrictLog(data, Heartbeat::is, new CopyCut(data.toPath(), InstantSource.system()), witness);
            super.setTxnFactory(log);
        } catch (IOException | IllegalArgumentException e) {
            // whoever ends this peer reaches the port that it has already only when it is set up to its end
            noLog = Optional.of(e);
            super.setTxnFactory(plain);
        }
    }

    @Override
    public void start() {
        if (noLog.isPresent()) {
            throw new IllegalStateException(noLog.get());
        }
        super.start();
    }

    @Override
    public void setCurrentEpoch(long epoch) throws IOException {
        log.force();
        try {
            super.setCurrentEpoch(epoch);
        } catch (IOException e) {
            witness.cannotWrite(file(PeerData.CURRENT), e);
            throw e;
        }
    }

    @Override
    public void setAcceptedEpoch(long epoch) throws IOException {
        try {
            super.setAcceptedEpoch(epoch);
        } catch (IOException e) {
            witness.cannotWrite(file(PeerData.ACCEPTED), e);
            throw e;
        }
    }

    private File file(String name) {
        return new File(getTxnFactory().getSnapDir(), name);
    }
}
