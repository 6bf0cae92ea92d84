package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/**
 * Has the ensemble change its list of peers, by a connection of its own for each change. The old list's majority and the
 * new one's must both agree, so that a change that leaves no majority is refused, and two at once cannot both succeed.
 * Waits, so it is for the thread of who asks.
 */
final class Reconfiguration {
    private final ClientConfig client;
    private final Duration session;

    Reconfiguration(ClientConfig client, Duration session) {
        this.client = client;
        this.session = session;
    }

    /** What is to be changed, and of which version of the list that was decided. */
    record Change(List<String> joining, List<String> leaving, long version) {
        static Change adding(NodeId node, NodeAddress address, long version) {
            return new Change(List.of(ServerLines.of(node, address)), List.of(), version);
        }

        static Change removing(NodeId node, long version) {
            return new Change(List.of(), List.of(node.toString()), version);
        }
    }

    /**
     * Asks for a change.
     *
     * @throws NotReached when there was no answer: it may be carried out all the same
     * @throws IOException when it is refused, with a sentence that says why
     */
    void ask(Change change) throws IOException {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        ZooKeeperAdmin admin = new ZooKeeperAdmin(
                client.connectString(), Math.toIntExact(session.toMillis()), watcher, client.connection());
        try {
            if (!connected.await(2 * session.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotReached("this node does not reach the ensemble at present");
            }
            require(answer(admin, change));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            close(admin);
        }
    }

    private static void close(ZooKeeperAdmin admin) {
        try {
            admin.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Code answer(ZooKeeperAdmin admin, Change change) throws IOException, InterruptedException {
        CompletableFuture<Code> code = new CompletableFuture<>();
        admin.reconfigure(
                change.joining(),
                change.leaving(),
                null,
                change.version(),
                (rc, path, context, data, stat) -> code.complete(Code.get(rc)),
                null);
        try {
            return code.get(2 * session.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new NotReached("the ensemble has not answered", e);
        }
    }

    private static void require(Code code) throws IOException {
        switch (code) {
            case OK -> {
                // done
            }
            case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> throw new NotReached("the ensemble has not answered");
            case NEWCONFIGNOQUORUM ->
                throw new IOException("too few of the nodes that there would be are up: it would leave no majority");
            case BADVERSION, RECONFIGINPROGRESS ->
                throw new IOException("the cluster's nodes are being changed by somebody else: try again");
            default -> throw new IOException("the ensemble refuses it: " + code);
        }
    }
}
