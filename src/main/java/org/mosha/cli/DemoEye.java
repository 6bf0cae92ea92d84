package org.mosha.cli;

import java.util.List;
import java.util.Optional;
import org.mosha.jmx.GroupRow;
import org.mosha.jmx.NodeRow;

/** Sees the cluster of a demo with the eyes of one of its daemons, and of another one when that has died. */
final class DemoEye {
    private final List<DemoNode> nodes;
    private Optional<DaemonClient> client = Optional.empty();
    private int asked;

    /**
     * What a daemon sees.
     *
     * @param node the number of the daemon's node
     * @param nodes a row a node
     * @param groups a row a group
     */
    record Sight(int node, List<NodeRow> nodes, List<GroupRow> groups) {}

    DemoEye(List<DemoNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Asks the daemon that was asked before, else the first one that answers. */
    synchronized Optional<Sight> look() {
        Optional<Sight> sight = client.flatMap(this::ask);
        for (DemoNode node : nodes) {
            if (sight.isPresent()) {
                break;
            }
            sight = node.daemon().flatMap(pid -> connect(node, pid)).flatMap(this::ask);
        }
        return sight;
    }

    /** Lets go of the daemon; one that does not answer is not waited for. */
    void close() {
        Thread closer = new Thread(this::disconnect, "mosha-demo-close");
        closer.setDaemon(true);
        closer.start();
    }

    private Optional<DaemonClient> connect(DemoNode node, long pid) {
        try {
            asked = node.number();
            client = Optional.of(DaemonClient.attach(pid, node.log()));
        } catch (Failure e) {
            client = Optional.empty();
        }
        return client;
    }

    private Optional<Sight> ask(DaemonClient of) {
        try {
            return Optional.of(new Sight(asked, Rows.nodes(of), Rows.groups(of)));
        } catch (Failure e) {
            disconnect();
            return Optional.empty();
        }
    }

    private synchronized void disconnect() {
        client.ifPresent(DaemonClient::close);
        client = Optional.empty();
    }
}
