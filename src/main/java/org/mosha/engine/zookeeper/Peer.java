package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.zookeeper.jmx.MBeanRegistry;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.util.ServiceUtils;
import org.mosha.config.NodeAddress;
import org.mosha.engine.Attempt;
import org.mosha.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's peer of the ensemble, which runs in this process. One that has failed is started anew after a while; one
 * whose copy is empty when it may begin with that. Safe for use by several threads.
 */
final class Peer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final long AGAIN_MILLIS = 3_000;
    private static final long END_MILLIS = 6_000;

    /**
     * How long an earlier peer may take to let its ports go. Less than the engine waits to join: whoever starts the daemon
     * is told which port this is about.
     */
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private final EngineSetup setup;
    private final PeerConfig config;
    private final PeerData data;
    private final CopyCare care;
    private final PeerList list;
    private final KnownNodes known;
    private final SortedMap<NodeId, NodeAddress> first;
    private final Room room;
    private final OldLeases oldLeases;
    private final Formation formation;
    private final Elections elections;
    private final TurnedAway turnedAway = new TurnedAway();
    private final PeerTrouble trouble;
    private volatile Optional<RunningPeer> running = Optional.empty();
    private volatile Optional<Thread> ending = Optional.empty();
    private volatile boolean closed;
    private Thread thread;

    /**
     * Prepares it.
     *
     * @throws IOException when the list of the ensemble's peers cannot be read
     */
    Peer(EngineSetup setup, PeerConfig config) throws IOException {
        this.setup = setup;
        this.config = config;
        this.data = new PeerData(setup.data());
        this.room = new Room(setup.data());
        long life = new SecureRandom().nextLong(1, Long.MAX_VALUE);
        this.list = new PeerList(setup);
        this.known = new KnownNodes(setup.data());
        this.first = list.nodes();
        this.care = new CopyCare(setup.data(), isAlone(first));
        this.oldLeases = new OldLeases(data, care, setup.times());
        this.formation = new Formation(setup.self(), first.keySet(), life);
        this.elections = new Elections(formation, data, setup.times().session(), isAlone(first));
        this.trouble = new PeerTrouble(formation, room, first.size(), () -> running);
    }

    /** Thrown through ZooKeeper's threads where it would end the process. */
    private static final class Ended extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private Ended(int code) {
            super("the peer gives up, code " + code);
        }
    }

    private boolean isAlone(SortedMap<NodeId, NodeAddress> nodes) {
        return nodes.keySet().equals(Set.of(setup.self()));
    }

    /** The peers that it has begun with; this node may be none of them. */
    SortedMap<NodeId, NodeAddress> first() {
        return first;
    }

    /** Starts it, in the background. */
    void start() throws IOException {
        config.system().forEach(System::setProperty);
        // its beans would be of no use without its operations, and those are nobody's business
        MBeanRegistry.setInstance(new NoBeans());
        // ZooKeeper has one for the whole JVM: in a daemon that is this peer's; where several peers share a JVM, as in
        // tests, it is that of the one that was started last, whichever gives up
        ServiceUtils.setSystemExitProcedure(this::giveUp);
        data.number(setup.self());
        keepHandler();
        thread = new Thread(this::run, "mosha-peer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * ZooKeeper's server puts a handler that only logs in the place of the one for threads that die, once, when its class is
     * begun: that is done here, and the daemon's, which ends it without those that it needs, is put back.
     */
    private static void keepHandler() {
        Thread.UncaughtExceptionHandler daemons = Thread.getDefaultUncaughtExceptionHandler();
        new NIOServerCnxnFactory();
        Thread.setDefaultUncaughtExceptionHandler(daemons);
    }

    /** Makes the directory of the engine's data, for this user only. */
    static void makeDirectory(Path data) throws IOException {
        Attempt.to("make", data, () -> {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        });
    }

    private void run() {
        while (!closed) {
            String end = "it has ended";
            try {
                awaitRoom();
                pause(oldLeases.last().toMillis());
                serve();
            } catch (QuorumPeerConfig.ConfigException | AdminServerException | IOException | RuntimeException e) {
                end = reason(e);
            }
            if (ending.isPresent()) {
                end = beginEmpty();
            }
            if (!end.isEmpty()) {
                failed(trouble.unwritten().orElse(end));
                pause();
            }
        }
    }

    /** Has the next peer begin with an empty copy; tells why that cannot be, or nothing. */
    private String beginEmpty() {
        try {
            ending.get().join();
            // one that ends looks for its copy once more, and would take this for itself
            data.allowEmpty();
            return "";
        } catch (IOException e) {
            return reason(e);
        } catch (InterruptedException e) {
            closed = true;
            return "";
        } finally {
            formation.settled();
            ending = Optional.empty();
        }
    }

    private void serve() throws QuorumPeerConfig.ConfigException, IOException, AdminServerException {
        trouble.unwritten(Optional.empty());
        PeerPorts.require(setup.address(), LETTING_GO);
        QuorumPeerConfig parsed = new QuorumPeerConfig();
        parsed.parse(list.write(config.properties()).toString());
        data.forgetNoEpoch();
        SortedMap<NodeId, NodeAddress> nodes = list.nodes();
        Optional<String> damaged = care.lost(Instant.now());
        Optional<String> lost = damaged.isPresent() ? damaged : known.others(nodes);
        formation.expects(nodes.keySet());
        formation.begins(lost);
        CopyPurge purge = new CopyPurge(setup.data());
        RunningPeer next = new RunningPeer(setup.times(), formation, list.own(), purge, turnedAway);
        running = Optional.of(next);
        try {
            if (closed) {
                next.cannotBegin();
            } else {
                next.run(parsed);
            }
        } finally {
            trouble.unwritten(next.unwritten());
            running = Optional.empty();
        }
    }

    /** Waits until something can be written; says so once if it cannot. */
    private void awaitRoom() {
        Optional<String> full = room.trial();
        if (full.isEmpty() || closed) {
            return;
        }
        LOG.error("the ZooKeeper peer of this node waits: {}", full.get());
        while (full.isPresent() && !closed) {
            trouble.noRoom(full);
            pause();
            full = room.trial();
        }
        trouble.noRoom(full);
        LOG.info("the ZooKeeper peer of this node starts: there is space in {}", setup.data());
    }

    private void failed(String reason) {
        if (!closed) {
            trouble.failed(reason);
            if (trouble.unwritten().isEmpty()) {
                LOG.error("the ZooKeeper peer of this node has failed: {}", reason);
            }
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What ZooKeeper does where it would end the process: this peer ends, and the daemon goes on. */
    private void giveUp(int code) {
        running.ifPresent(one -> {
            if (one.unwritten().isEmpty()) {
                failed("it gives up with code " + code);
                one.ending().start();
            }
        });
        throw new Ended(code);
    }

    private void pause() {
        // a disk that fails may have lost heartbeats, too
        pause(Math.max(AGAIN_MILLIS, setup.times().quietBound().toMillis()));
    }

    private synchronized void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Whether it takes requests: it knows a leader, and has all that that one knows. */
    boolean isServing() {
        return running.filter(RunningPeer::isServing).isPresent();
    }

    /** Looks after the election, to be called often. */
    void look() {
        if (isServing()) {
            running.ifPresent(elections::serves);
            return;
        }
        Optional<HearingPeer> peer = running.flatMap(RunningPeer::peer);
        if (ending.isEmpty() && peer.isPresent()) {
            begin(elections.mayBegin());
        }
        elections.waits(peer);
    }

    private void begin(Elections.Beginning beginning) {
        if (beginning == Elections.Beginning.NONE) {
            return;
        }
        if (beginning == Elections.Beginning.ALL_NEW) {
            oldLeases.areNone();
        }
        // known before it has ended
        ending = running.map(RunningPeer::ending);
        ending.ifPresent(Thread::start);
    }

    /** Why it does not take requests. */
    PeerTrouble trouble() {
        return trouble;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        running.ifPresent(RunningPeer::end);
        try {
            if (thread != null) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
