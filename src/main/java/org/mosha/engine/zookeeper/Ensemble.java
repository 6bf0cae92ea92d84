package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
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

    /** The answer to what may or may not have come through. */
    static final Reply LOST = new Reply(Code.CONNECTIONLOSS, List.of());

    private final Handles handles;
    private final CuratorFramework client;
    private final List<ACL> acl;
    private final Duration patience;
    private final Runnable changed;
    /** What was asked and not answered yet, and of which handle. */
    private final Map<CompletableFuture<Reply>, Long> outstanding = new ConcurrentHashMap<>();

    private long watched;

    /**
     * Prepares a connection.
     *
     * @param config whom to talk to
     * @param patience how long an answer may take
     * @param changed called on any thread when something has changed: the connection, or what is watched
     */
    Ensemble(ClientConfig config, Duration patience, Runnable changed) {
        this.handles = new Handles(config.connection(), this::lost, changed);
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

    /** Whether the ensemble has refused this node's login, with a secret, and has taken none since. */
    boolean isDenied() {
        return handles.isDenied();
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
        return handles.connected().map(handle -> handle.zk().getSessionId()).orElse(0L);
    }

    /** The session's length as the ensemble has it; empty without a connection. */
    Optional<Duration> negotiated() {
        return handles.connected().map(handle -> Duration.ofMillis(handle.zk().getSessionTimeout()));
    }

    /** Who is told of heartbeats, on a thread that must not be kept. */
    interface Ear {
        /**
         * A heartbeat was said.
         *
         * @param path where
         * @param change which change of the ensemble it is; not positive when that is not known
         */
        void hears(String path, long change);
    }

    /** Sees that all that is to be watched is watched; to be called when there is a connection, and often. */
    synchronized void watch(Ear beats) {
        Optional<Handles.Connected> handle = handles.connected();
        if (handle.isEmpty() || watched == handle.get().number()) {
            return;
        }
        long now = handle.get().number();
        watched = now;
        ZooKeeper zk = handle.get().zk();
        Znodes.watched().forEach(path -> watch(zk, path, event -> changed.run(), now));
        watch(
                zk,
                Znodes.BEATS,
                event -> {
                    if (event.getType() == Watcher.Event.EventType.NodeDataChanged) {
                        beats.hears(event.getPath(), event.getZxid());
                    }
                },
                now);
    }

    private void watch(ZooKeeper zk, String path, Watcher watcher, long handle) {
        zk.addWatch(path, watcher, AddWatchMode.PERSISTENT_RECURSIVE, (rc, p, context) -> unwatched(rc, handle), null);
    }

    private synchronized void unwatched(int code, long handle) {
        if (code != Code.OK.intValue() && watched == handle) {
            watched = 0;
        }
    }

    /**
     * Gives up what was asked of a handle: a request that was sent while the connection broke would wait until
     * ZooKeeper's client has another one. It may be carried out all the same, as any that has no answer.
     */
    private void lost(long handle) {
        outstanding.forEach((answer, asked) -> {
            if (asked == handle) {
                answer.complete(LOST);
            }
        });
    }

    private interface Request {
        void send(ZooKeeper zk, Consumer<Reply> answer);
    }

    private CompletableFuture<Reply> send(Request request) {
        Optional<Handles.Connected> handle = handles.connected();
        if (handle.isEmpty()) {
            return CompletableFuture.completedFuture(LOST);
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        outstanding.put(answer, handle.get().number());
        answer.whenComplete((reply, failure) -> outstanding.remove(answer));
        request.send(handle.get().zk(), answer::complete);
        // it may have been lost before anybody knew of this request
        if (!handles.isConnected(handle.get().number())) {
            answer.complete(LOST);
        }
        return answer;
    }

    /** Sends a request, and does not wait. The answer comes on a thread that must not be kept. */
    CompletableFuture<Reply> send(List<Op> ops) {
        return send((zk, answer) -> zk.multi(
                ops,
                (rc, path, context, results) ->
                        answer.accept(new Reply(Code.get(rc), results == null ? List.of() : results)),
                null));
    }

    /** Sends a request and waits for the answer, which may be a no. */
    Reply ask(List<Op> ops) throws IOException {
        return await(send(ops));
    }

    /** Has all that was written before, by whomever, show in this node's later reads. */
    void sync() throws IOException {
        await(send((zk, answer) ->
                zk.sync(Znodes.ROOT, (rc, path, context) -> answer.accept(new Reply(Code.get(rc), List.of())), null)));
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
                throw new NotReached("the ensemble is not reached");
            }
            return reply;
        } catch (TimeoutException e) {
            throw new NotReached("the ensemble has not answered within " + patience.toMillis() + " ms", e);
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
