package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Curator's connections. ZooKeeper's client pauses for up to a second before it connects again, which is most of
 * what a node has until its lease is over: so where it has lost the connection, it is given a new handle on the old
 * session, which connects at once.
 */
final class Handles implements ZookeeperFactory {
    /** A session that a new handle takes over. */
    private record Session(long id, byte[] password) {}

    /**
     * A handle that is connected.
     *
     * @param number which one it is, from 1
     * @param zk the handle
     */
    record Connected(long number, ZooKeeper zk) {}

    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final ZKClientConfig config;
    private final LongConsumer lost;
    private final Runnable changed;
    private Optional<ZooKeeper> current = Optional.empty();
    private Optional<Session> kept = Optional.empty();
    private boolean dropped;
    private CountDownLatch dropping = new CountDownLatch(0);
    private boolean connected;
    private boolean denied;
    private Optional<Watcher> refused = Optional.empty();
    private long count;

    /**
     * Prepares it.
     *
     * @param lost called with the number of a handle that has lost its connection, or whose place another one has taken
     * @param changed called at each change of state, after that
     */
    Handles(ZKClientConfig config, LongConsumer lost, Runnable changed) {
        this.lost = lost;
        this.config = config;
        this.changed = changed;
    }

    @Override
    public synchronized ZooKeeper newZooKeeper(String connect, int timeout, Watcher watcher, boolean readOnly)
            throws IOException {
        Watcher own = new Listening(++count, watcher);
        dropped = false;
        connected = false;
        refused = Optional.empty();
        ZooKeeper made = kept.isPresent()
                ? resumed(connect, timeout, own, readOnly, kept.get())
                : new ZooKeeper(connect, timeout, own, readOnly, config);
        current = Optional.of(made);
        return made;
    }

    private ZooKeeper resumed(String connect, int timeout, Watcher watcher, boolean readOnly, Session session)
            throws IOException {
        StaticHostProvider hosts = new StaticHostProvider(new ConnectStringParser(connect).getServerAddresses());
        return new ZooKeeper(connect, timeout, watcher, session.id(), session.password(), readOnly, hosts, config);
    }

    /** Has the session taken over by a handle that connects at once, if there is no connection. */
    void reconnect() {
        ZooKeeper old;
        Optional<Watcher> deaf;
        CountDownLatch ending = new CountDownLatch(1);
        synchronized (this) {
            deaf = refused;
            if (current.isEmpty() || isConnected() || dropped) {
                return;
            }
            old = current.get();
            if (old.getSessionId() != 0) {
                kept = Optional.of(new Session(old.getSessionId(), old.getSessionPasswd()));
            }
            dropped = true;
            dropping = ending;
        }
        try {
            // ends the handle and not the session; Curator makes the next one
            old.getTestable().injectSessionExpiration();
        } finally {
            ending.countDown();
        }
        // one that was refused, as by a peer that is just starting or ending, is told nothing any more by its own
        // thread
        deaf.ifPresent(watcher -> watcher.process(
                new WatchedEvent(Watcher.Event.EventType.None, Watcher.Event.KeeperState.Expired, null)));
    }

    synchronized boolean isConnected() {
        return connected;
    }

    /** Whether the last login that was decided, of whichever handle, was refused. */
    synchronized boolean isDenied() {
        return denied;
    }

    /** Whether this one of the handles is the last one, and connected. */
    synchronized boolean isConnected(long handle) {
        return connected && handle == count;
    }

    /** The handle that is connected; empty when none is. */
    synchronized Optional<Connected> connected() {
        return connected ? current.map(zk -> new Connected(count, zk)) : Optional.empty();
    }

    /**
     * Waits until a handle that is being dropped has ended: before, Curator would close it in order, which takes as long
     * as its pause, and ends the session.
     */
    private void awaitDropped() {
        CountDownLatch latch;
        synchronized (this) {
            latch = dropping;
        }
        try {
            if (!latch.await(1, TimeUnit.SECONDS)) {
                LOG.warn("a connection could not be dropped in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes a state. The handle itself says that it is connected until it tries to connect again. */
    private synchronized void note(long handle, WatchedEvent event) {
        if (handle != count || event.getType() != Watcher.Event.EventType.None) {
            return;
        }
        switch (event.getState()) {
            case SyncConnected, ConnectedReadOnly -> connected = true;
            case Disconnected, Closed -> connected = false;
            case AuthFailed -> {
                connected = false;
                denied = true;
            }
            case SaslAuthenticated -> denied = false;
            case Expired -> {
                connected = false;
                kept = dropped ? kept : Optional.empty();
            }
            default -> {
                // nothing that is known of
            }
        }
    }

    private synchronized void noteRefused(long handle, Watcher watcher) {
        if (handle == count) {
            refused = Optional.of(watcher);
        }
    }

    /** Sees the states before Curator does. */
    private final class Listening implements Watcher {
        private final long handle;
        private final Watcher curator;

        private Listening(long handle, Watcher curator) {
            this.handle = handle;
            this.curator = curator;
        }

        @Override
        public void process(WatchedEvent event) {
            if (event.getState() == Watcher.Event.KeeperState.Expired) {
                awaitDropped();
            }
            note(handle, event);
            if (event.getState() == Watcher.Event.KeeperState.AuthFailed) {
                noteRefused(handle, this);
            }
            if (!isConnected(handle)) {
                lost.accept(handle);
            }
            curator.process(event);
            changed.run();
        }
    }
}
