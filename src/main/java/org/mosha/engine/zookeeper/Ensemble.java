package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the ensemble: requests of several operations, with a limit to each wait, and a word when something
 * has changed there. Safe for use by several threads.
 */
final class Ensemble {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final Handles handles;
    private final CuratorFramework client;
    private final List<ACL> acl;
    private final Duration patience;
    private final Runnable changed;
    private long watched;

    /**
     * Prepares a connection.
     *
     * @param config whom to talk to
     * @param patience how long an answer may take
     * @param changed called on any thread when something has changed: the connection, or what is watched
     */
    Ensemble(ClientConfig config, Duration patience, Runnable changed) {
        this.handles = new Handles(config.connection(), changed);
        this.client = config.client(handles);
        this.acl = config.acl();
        this.patience = patience;
        this.changed = changed;
    }

    void start() {
        client.start();
    }

    boolean isConnected() {
        return handles.isConnected();
    }

    /** Tries to get the connection back at once. */
    void reconnect() {
        handles.reconnect();
        try {
            // Curator makes the next handle when it is asked for it
            client.getZookeeperClient().getZooKeeper();
        } catch (Exception e) {
            LOG.debug("no connection yet", e);
        }
    }

    /** The session; 0 while there is none. */
    long session() {
        return handles.connected().map(ZooKeeper::getSessionId).orElse(0L);
    }

    /** The session's length as the ensemble has it; empty without a connection. */
    Optional<Duration> negotiated() {
        return handles.connected().map(zk -> Duration.ofMillis(zk.getSessionTimeout()));
    }

    /** Sees that all that is to be watched is watched; to be called when there is a connection, and often. */
    synchronized void watch() {
        long now = handles.count();
        Optional<ZooKeeper> zk = handles.connected();
        if (zk.isEmpty() || watched == now) {
            return;
        }
        watched = now;
        for (String path : Znodes.watched()) {
            zk.get()
                    .addWatch(
                            path,
                            event -> changed.run(),
                            AddWatchMode.PERSISTENT_RECURSIVE,
                            (rc, p, context) -> unwatched(rc, now),
                            null);
        }
    }

    private synchronized void unwatched(int code, long handle) {
        if (code != Code.OK.intValue() && watched == handle) {
            watched = 0;
        }
    }

    /** Sends a request, and does not wait. The answer comes on a thread that must not be kept. */
    CompletableFuture<Reply> send(List<Op> ops) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        Optional<ZooKeeper> zk = handles.connected();
        if (zk.isEmpty()) {
            answer.complete(new Reply(Code.CONNECTIONLOSS, List.of()));
            return answer;
        }
        zk.get()
                .multi(
                        ops,
                        (rc, path, context, results) ->
                                answer.complete(new Reply(Code.get(rc), results == null ? List.of() : results)),
                        null);
        return answer;
    }

    /** Sends a request and waits for the answer, which may be a no. */
    Reply ask(List<Op> ops) throws IOException {
        return await(send(ops));
    }

    /** Has all that was written before, by whomever, show in this node's later reads. */
    void sync() throws IOException {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        handles.connected()
                .orElseThrow(() -> new IOException("the ensemble is not reached"))
                .sync(Znodes.ROOT, (rc, path, context) -> answer.complete(new Reply(Code.get(rc), List.of())), null);
        await(answer);
    }

    /** Waits until all is decided, or as long as an answer may take. */
    void awaitAll(CompletableFuture<Void> changes) throws IOException {
        await(changes.thenApply(nothing -> new Reply(Code.OK, List.of())));
    }

    private Reply await(CompletableFuture<Reply> answer) throws IOException {
        try {
            Reply reply = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (reply.code() == Code.CONNECTIONLOSS
                    || reply.code() == Code.SESSIONEXPIRED
                    || reply.code() == Code.SESSIONMOVED) {
                throw new IOException("the ensemble is not reached");
            }
            return reply;
        } catch (TimeoutException e) {
            throw new IOException("the ensemble has not answered within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    Op create(String path, byte[] data) {
        return Op.create(path, data, acl, CreateMode.PERSISTENT);
    }

    Op createEphemeral(String path, byte[] data) {
        return Op.create(path, data, acl, CreateMode.EPHEMERAL);
    }

    /** Ends the session; what it has made for its time only is gone then. */
    void close() {
        client.close();
    }
}
