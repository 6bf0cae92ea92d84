package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.Optional;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Makes Curator's connections. ZooKeeper's client pauses for up to a second before it connects again, which is most of
 * what a node has until its lease is over: so where it has lost the connection, it is given a new handle on the old
 * session, which connects at once.
 */
final class Handles implements ZookeeperFactory {
    /** A session that a new handle takes over. */
    private record Session(long id, byte[] password) {}

    private final ZKClientConfig config;
    private final Runnable changed;
    private Optional<ZooKeeper> current = Optional.empty();
    private Optional<Session> kept = Optional.empty();
    private boolean dropped;
    private long count;

    Handles(ZKClientConfig config, Runnable changed) {
        this.config = config;
        this.changed = changed;
    }

    @Override
    public synchronized ZooKeeper newZooKeeper(String connect, int timeout, Watcher watcher, boolean readOnly)
            throws IOException {
        Watcher own = new Listening(++count, watcher);
        dropped = false;
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
        synchronized (this) {
            if (current.isEmpty() || isConnected() || dropped) {
                return;
            }
            old = current.get();
            if (old.getSessionId() != 0) {
                kept = Optional.of(new Session(old.getSessionId(), old.getSessionPasswd()));
            }
            dropped = true;
        }
        // ends the handle and not the session; Curator makes the next one
        old.getTestable().injectSessionExpiration();
    }

    synchronized boolean isConnected() {
        return current.filter(zk -> zk.getState().isConnected()).isPresent();
    }

    /** The handle that is connected; empty when none is. */
    synchronized Optional<ZooKeeper> connected() {
        return current.filter(zk -> zk.getState().isConnected());
    }

    /** How many handles there were: each has its watches to be set anew. */
    synchronized long count() {
        return count;
    }

    private synchronized void expired(long handle) {
        if (handle == count && !dropped) {
            kept = Optional.empty();
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
            if (event.getState() == KeeperState.Expired) {
                expired(handle);
            }
            curator.process(event);
            changed.run();
        }
    }
}
