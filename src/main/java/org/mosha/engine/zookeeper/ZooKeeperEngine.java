package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.mosha.cluster.FenceWord;
import org.mosha.config.NodeAddress;
import org.mosha.engine.ConfigChecks;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.ClusterEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster engine on ZooKeeper. What touches the ensemble and the node base happens on the thread
 * {@code mosha-engine}, and the heartbeats on {@code mosha-beat}; the node's thread only leaves its newest wishes.
 */
public final class ZooKeeperEngine implements ClusterEngine {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long somebody waits for the ensemble who finds it out of reach for long. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(8);
    private static final Duration RIVAL_PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(4);

    /** How often it is looked whether a lost connection may be had back. */
    private static final Duration RECONNECT = Duration.ofMillis(20);

    /** For how long the node's own thread may be busy before its node counts as dead. */
    private static final Duration LONGEST_BUSY = Duration.ofSeconds(3);

    private final EngineSetup setup;
    private final ConfigChecks checks;
    private final Clocks clocks;
    private final Wishes wishes = new Wishes();
    private final Thread thread;
    private final Optional<Peer> peer;
    private final ClientConfig client;
    private Ensemble ensemble;
    private Roster roster;
    private Company company;
    private Outlook outlook;
    private Telling telling;
    private boolean told;
    private boolean connected;
    private long triedNanos;
    private long tryNanos;
    private volatile Optional<Long> publishedNanos = Optional.empty();
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
        Registration own = new Registration(
                setup.host(),
                ProcessHandle.current().pid(),
                setup.incarnation(),
                Machine.name(setup.data()),
                setup.times().session());
        ensemble = new Ensemble(client, setup.times().session(), this::changed);
        roster = new Roster(setup, peer.map(Peer::first).orElse(setup.nodes()), ensemble);
        company = new Company(
                setup.isEmbedded(),
                setup.times().session(),
                () -> roster.expected().size());
        outlook = new Outlook(setup, own, ensemble, roster, this::isThreadAlive, checks, clocks, wishes::wake);
        outlook.begin();
        if (peer.isPresent()) {
            peer.get().start();
        }
        ensemble.start();
        triedNanos = clocks.nanos() - setup.times().session().toNanos();
        tryNanos = setup.times().beat().toNanos();
        outlook.pulse().start();
        thread.start();
        awaitJoined();
        try {
            call(PATIENCE, () -> {
                told = true;
                telling.tell(outlook.first(obstacle()), true);
                return null;
            });
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Waits until this node has joined. One that reaches no majority begins all the same, and joins when it does. */
    private void awaitJoined() throws IOException {
        long begin = clocks.nanos();
        // an earlier life elsewhere is over in that time
        Duration expiry = setup.times().session().multipliedBy(2).plus(RIVAL_PATIENCE);
        // a peer that had to get its copy first has not used up any of it
        long free = begin;
        while (!outlook.isJoined()) {
            Optional<Obstacle> obstacle = peer.flatMap(Peer::failure).or(outlook::waiting);
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
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void publish(ClStat own, HaStat consolidated, boolean standby, Duration session) {
        publishedNanos = Optional.of(clocks.nanos());
        company.said(session);
        wishes.publish(new Wishes.Publication(own, consolidated, standby));
    }

    @Override
    public void claim(GroupName group, long overEpoch) {
        wishes.ofClaim(group, new Wishes.OfClaim.Take(overEpoch));
    }

    @Override
    public void release(GroupName group, long epoch) {
        wishes.ofClaim(group, new Wishes.OfClaim.GiveBack(epoch));
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
    public void writeHactl(UnaryOperator<String> edit) throws IOException {
        Order order = new Order();
        persist(() -> {
            outlook.orders().edit(order, edit);
            tell(false);
            return null;
        });
    }

    @Override
    public void standby(boolean standby, boolean everywhere) throws IOException {
        persist(() -> {
            outlook.standby(standby, everywhere);
            return null;
        });
    }

    @Override
    public List<String> configLog(int count) throws IOException {
        return persist(() -> outlook.orders().log(count));
    }

    @Override
    public String configShow(long version) throws IOException {
        return persist(() -> outlook.orders().show(version));
    }

    @Override
    public long configRevert(long version) throws IOException {
        Order order = new Order();
        return persist(() -> {
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
        Reconfiguration.Change change = persist(() -> outlook.changes().adding(node, address));
        company.expect(() -> call(PATIENCE, () -> {
            tell(true);
            return null;
        }));
        change(change, node, true);
        Order order = new Order();
        persist(() -> {
            outlook.changes().added(node, order);
            return null;
        });
    }

    @Override
    public boolean removeNode(NodeId node) throws IOException {
        Optional<NodeChanges.Removal> removal;
        try {
            removal = persist(() -> outlook.changes().removing(node));
            if (removal.isEmpty()) {
                return false;
            }
            change(removal.get().change(), node, false);
        } catch (IOException e) {
            throw outlook.halted().notRemoved(node, e);
        }
        outlook.halted().removed(node);
        if (!node.equals(setup.self())) {
            Order order = new Order();
            persist(() -> {
                outlook.changes().removed(node, removal.get(), order);
                return null;
            });
        }
        return true;
    }

    /** Has the ensemble change its list, and waits until that shows: an answer may get lost where a leader changes. */
    private void change(Reconfiguration.Change change, NodeId node, boolean there) throws IOException {
        Optional<NotReached> unknown = Optional.empty();
        try {
            new Reconfiguration(client, setup.times().session()).ask(change);
        } catch (NotReached e) {
            unknown = Optional.of(e);
        }
        long begin = clocks.nanos();
        while (!persist(() -> outlook.lists(node) == there)) {
            if (clocks.nanos() - begin > PATIENCE.toNanos()) {
                throw unknown.orElseGet(() -> new NotReached("the ensemble does not show it yet"));
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        try {
            call(CLOSE_PATIENCE, () -> {
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
        wishes.wake();
        ensemble.close();
        peer.ifPresent(Peer::close);
    }

    /** Something has changed: the connection, what is watched, or what was written has come through. */
    private void changed() {
        if (!ended && !closing) {
            outlook.changed();
            wishes.wake();
        }
    }

    /** Whether the node's own thread has said something lately; before its first word it has not begun. */
    private boolean isThreadAlive() {
        Optional<Long> published = publishedNanos;
        Duration session = setup.times().session();
        Duration most = session.compareTo(LONGEST_BUSY) > 0 ? session : LONGEST_BUSY;
        return published.isEmpty() || company.isAlone() || clocks.nanos() - published.get() < most.toNanos();
    }

    private String obstacle() {
        return peer.map(Peer::trouble)
                .orElseGet(() -> "the ensemble " + setup.connect().orElse("") + " is not reached");
    }

    private void run() {
        while (!ended) {
            try {
                long rest = outlook.rest();
                boolean connected = ensemble.isConnected();
                Wishes.Batch batch = wishes.take(connected ? rest : Math.min(rest, RECONNECT.toNanos()));
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

    private void step(Wishes.Batch batch) {
        long now = clocks.nanos();
        boolean before = connected;
        connected = ensemble.isConnected();
        if (connected) {
            tryNanos = setup.times().beat().toNanos();
            if (!before) {
                // maybe late in the lease
                outlook.pulse().now();
            }
        } else if (now - triedNanos >= tryNanos && peer.map(Peer::isServing).orElse(true)) {
            triedNanos = now;
            // each try has more time to come through than the last one: a new session takes several round trips
            tryNanos = Math.min(2 * tryNanos, setup.times().session().toNanos());
            ensemble.reconnect();
        }
        peer.ifPresent(Peer::look);
        outlook.out(peer.flatMap(Peer::unwritable).isPresent());
        boolean looked = outlook.step(batch, isThreadAlive());
        tell(looked);
    }

    private void tell(boolean anyway) {
        if (told) {
            telling.tell(outlook.view(obstacle()), anyway);
        }
    }

    /** Has something done for somebody who waits, again and again as long as the ensemble may be out of reach in passing. */
    private <T> T persist(Callable<T> task) throws IOException {
        long begin = clocks.nanos();
        while (true) {
            try {
                return call(PATIENCE, task);
            } catch (NotReached e) {
                if (!mayPass(begin) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /** Whether the ensemble was reached not long ago, and so may be again in a moment. */
    private boolean mayPass(long begin) {
        long now = clocks.nanos();
        long waited = now - begin;
        Duration patience = setup.times().patience();
        boolean lately = now - outlook.pulse().heardNanos() < patience.toNanos();
        return waited < (lately ? patience : SHORT).toNanos();
    }

    /** Has something done on the engine's thread, and waits for it so long at most. */
    private <T> T call(Duration patience, Callable<T> task) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        wishes.task(() -> {
            if (done.isDone()) {
                // nobody waits for it any more
                return;
            }
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotReached cause) {
                throw new NotReached(cause.getMessage(), cause);
            }
            if (e.getCause() instanceof IOException cause) {
                throw new IOException(cause.getMessage(), cause);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            done.cancel(false);
            throw new IOException("the ensemble has not answered within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
