package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.mosha.cluster.FenceWord;
import org.mosha.config.NodeAddress;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.Wishes;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.ClusterEngine;
import org.mosha.trust.Protection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster engine on ZooKeeper. What touches the ensemble and the node base happens on the thread
 * {@code mosha-engine}, and the heartbeats on {@code mosha-beat}; the node's thread only leaves its newest wishes.
 */
public final class ZooKeeperEngine implements ClusterEngine {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(8);
    /** After how long who starts the daemon is told what it waits for: most often it has joined by then. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration RIVAL_PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(4);

    private final EngineSetup setup;
    private final ConfigChecks checks;
    private final Clocks clocks;
    private final Wishes<OwnStatus.Publication> wishes = new Wishes<>();
    private final Thread thread;
    private final Optional<Peer> peer;
    private final ClientConfig client;
    private Ensemble ensemble;
    private Roster roster;
    private Company company;
    private OwnThread deciding;
    private OwnThread working;
    private Reconnecting reconnecting;
    private Outlook outlook;
    private Requests requests;
    private NodeOrders nodeOrders;
    private Telling telling;
    /** The node's own thread has it. */
    private final LastSaid<OwnStatus.Publication> said = new LastSaid<>();

    private final AfterLook afterLook = new AfterLook();
    private boolean told;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * Makes an engine that does nothing yet.
     *
     * @param setup what it needs to know
     * @param clocks what times are measured with
     * @param checks which versions of the operator's files may spread
     * @throws IOException when what is on disk of the ensemble cannot be read
     */
    public ZooKeeperEngine(EngineSetup setup, Clocks clocks, ConfigChecks checks) throws IOException {
        this.setup = Objects.requireNonNull(setup, "setup");
        this.clocks = Objects.requireNonNull(clocks, "clocks");
        this.checks = Objects.requireNonNull(checks, "checks");
        if (setup.isEmbedded()) {
            EmbeddedAccess access = EmbeddedAccess.of(setup.protection());
            this.peer = Optional.of(new Peer(setup, new PeerConfig(setup, access)));
            this.client = new ClientConfig(setup, access);
        } else {
            this.peer = Optional.empty();
            this.client = new ClientConfig(setup, ExternalAccess.of(setup.protection()));
        }
        this.thread = new Thread(this::run, "mosha-engine");
        this.thread.setDaemon(true);
    }

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public void open(Listener to) throws IOException {
        telling = new Telling(Objects.requireNonNull(to, "listener"));
        Peer.makeDirectory(setup.data());
        furnish();
        outlook.begin();
        if (peer.isPresent()) {
            peer.get().start();
        }
        ensemble.start();
        outlook.pulse().start();
        thread.start();
        awaitJoined(to);
        try {
            requests.call(Requests.PATIENCE, () -> {
                told = true;
                telling.tell(outlook.first(this::obstacle), true);
                return null;
            });
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Makes what needs the directory of the engine's data; nothing of it begins yet. */
    private void furnish() throws IOException {
        Registration own = new Registration(
                setup.host(),
                ProcessHandle.current().pid(),
                setup.incarnation(),
                Machine.name(setup.data()),
                setup.times().session());
        ensemble = new Ensemble(client, setup.times().session(), this::changed);
        roster = new Roster(setup, peer.map(Peer::first).orElse(setup.nodes()), ensemble);
        reconnecting = new Reconnecting(
                ensemble, setup.times(), () -> peer.map(Peer::isServing).orElse(true), clocks);
        company = new Company(
                setup.isEmbedded(),
                setup.times().session(),
                () -> roster.expected().size());
        deciding = OwnThread.deciding(setup.times().session(), company, clocks);
        working = OwnThread.ofEngine(setup.times().session(), company, clocks);
        Pulse.Life both = () -> deciding.isThere() && working.isThere();
        outlook = new Outlook(setup, own, ensemble, roster, both, checks, clocks, wishes::touched);
        requests = new Requests(wishes::task, setup.times().patience(), outlook.pulse()::heardNanos, clocks);
        nodeOrders = new NodeOrders(
                setup.self(),
                requests,
                outlook,
                new Reconfiguration(client, setup.times().session()),
                company,
                this::tellAnyway,
                clocks);
    }

    /** Waits until this node has joined. One that reaches no majority begins all the same, and joins when it does. */
    private void awaitJoined(Listener to) throws IOException {
        long begin = clocks.nanos();
        // an earlier life elsewhere is over in that time
        Duration expiry = setup.times().session().multipliedBy(2).plus(RIVAL_PATIENCE);
        // a peer that had to get its copy first has not used up any of it
        long free = begin;
        boolean silent = true;
        while (!outlook.isJoined()) {
            Optional<Obstacle> obstacle =
                    trouble().flatMap(PeerTrouble::failure).or(outlook::waiting);
            long now = clocks.nanos();
            long waited = now - begin;
            free = obstacle.isPresent() ? free : now;
            if (obstacle.isPresent()
                    && !roster.isOutside()
                    && (obstacle.get().lasting() || now - free > expiry.toNanos())) {
                closeConnections();
                throw new IOException(obstacle.get().sentence());
            }
            if (roster.isOutside() || obstacle.isEmpty() && waited > OPEN_PATIENCE.toNanos()) {
                LOG.warn(
                        "not joined yet, which goes on in the background: {}",
                        obstacle.map(Obstacle::sentence).orElseGet(this::obstacle));
                return;
            }
            if (to.isGivenUp()) {
                closeConnections();
                throw new IOException("it has not joined the cluster yet: " + missing(obstacle));
            }
            if (silent && waited > SILENCE.toNanos()) {
                silent = false;
                telling.waits("waiting to join the cluster: " + missing(obstacle));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private String missing(Optional<Obstacle> obstacle) {
        return obstacle.map(Obstacle::sentence)
                .or(() -> trouble().flatMap(PeerTrouble::missing))
                .orElseGet(this::obstacle);
    }

    @Override
    public void publish(ClStat own, HaStat consolidated, boolean standby, Duration session) {
        deciding.said();
        company.said(session);
        OwnStatus.Publication next = new OwnStatus.Publication(own, consolidated, standby);
        // the node says that it lives many times a second; only what is new is worth waking up for
        if (said.isNew(next)) {
            wishes.publish(next, true);
        }
    }

    @Override
    public void claim(GroupName group, long overEpoch) {
        wishes.ofClaims(Map.of(group, new Wishes.OfClaim.Take(overEpoch)));
    }

    @Override
    public void release(GroupName group, long epoch) {
        wishes.ofClaims(Map.of(group, new Wishes.OfClaim.GiveBack(epoch)));
    }

    @Override
    public Heartbeat heard() {
        return Heartbeat.of(outlook.pulse().heardNanos(), company.session());
    }

    @Override
    public void fencing(NodeId node, FenceWord word) {
        wishes.fence(node, word);
    }

    @Override
    public void look() {
        wishes.look();
    }

    @Override
    public void look(Runnable then) {
        wishes.look();
        wishes.task(() -> afterLook.add(then));
    }

    @Override
    public void writeHactl(UnaryOperator<String> edit) throws IOException {
        Order order = new Order();
        requests.persist(() -> {
            outlook.orders().edit(order, edit);
            tell(false);
            return null;
        });
    }

    @Override
    public void standby(boolean standby, boolean everywhere) throws IOException {
        requests.persist(() -> {
            outlook.standby(standby, everywhere);
            tell(false);
            return null;
        });
    }

    @Override
    public List<String> configLog(int count) throws IOException {
        return requests.persist(() -> outlook.orders().log(count));
    }

    @Override
    public String configShow(long version) throws IOException {
        return requests.persist(() -> outlook.orders().show(version));
    }

    @Override
    public long configRevert(long version) throws IOException {
        Order order = new Order();
        return requests.persist(() -> {
            long made = outlook.orders().revert(order, version);
            changed();
            return made;
        });
    }

    @Override
    public OptionalInt remaining() {
        return roster.remaining();
    }

    @Override
    public void addNode(NodeId node, Optional<NodeAddress> address) throws IOException {
        nodeOrders.add(node, address);
    }

    @Override
    public boolean removeNode(NodeId node) throws IOException {
        return nodeOrders.remove(node);
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        try {
            requests.call(CLOSE_PATIENCE, () -> {
                closing = true;
                outlook.end();
                return null;
            });
        } catch (IOException e) {
            LOG.warn("node {} has not left its cluster cleanly: {}", setup.self(), e.getMessage());
        }
        closeConnections();
    }

    private void closeConnections() {
        ended = true;
        wishes.touched();
        ensemble.close();
        peer.ifPresent(Peer::close);
    }

    /** Something has changed: the connection, what is watched, or what was written has come through. */
    private void changed() {
        if (!ended && !closing) {
            outlook.changed();
            wishes.touched();
        }
    }

    /** Has the node's own thread look at how things stand, whether or not that is news. */
    private void tellAnyway() throws IOException {
        requests.call(Requests.PATIENCE, () -> {
            tell(true);
            return null;
        });
    }

    private Optional<PeerTrouble> trouble() {
        return peer.map(Peer::trouble);
    }

    private String obstacle() {
        return trouble()
                .map(PeerTrouble::sentence)
                .orElseGet(() -> ensemble.isDenied()
                        ? Obstacle.strange().sentence()
                        : "the ensemble " + setup.connect().orElse("") + " is not reached, or has no majority"
                                + (setup.protection() instanceof Protection.Keys
                                        ? ", or does not talk TLS with this node's keys"
                                        : ""));
    }

    private void run() {
        while (!ended) {
            try {
                Wishes.Batch<OwnStatus.Publication> batch = wishes.take(reconnecting.rest(outlook.rest()));
                working.said();
                batch.tasks().forEach(Runnable::run);
                if (!ended && !closing) {
                    step(batch);
                }
            } catch (InterruptedException e) {
                // nobody has a reason to interrupt this thread; it ends when it is told to
                LOG.warn("the engine's thread was interrupted");
            } catch (RuntimeException e) {
                LOG.error("the engine failed at one step, and goes on", e);
            }
        }
    }

    private void step(Wishes.Batch<OwnStatus.Publication> batch) {
        if (reconnecting.look()) {
            // maybe late in the lease
            outlook.pulse().now();
        }
        peer.ifPresent(Peer::look);
        outlook.out(trouble().flatMap(PeerTrouble::unwritable).isPresent());
        boolean looked = outlook.step(batch, deciding.isThere());
        tell(looked);
        if (outlook.hasSeenFiles()) {
            afterLook.looked();
        }
    }

    private void tell(boolean anyway) {
        if (told) {
            telling.tell(outlook.view(this::obstacle), anyway);
        }
    }
}
