package org.mosha.node;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The operator's orders to halt, and to take groups again. A node halts whether or not that can be remembered; but it
 * takes groups again only when it can, as it would halt again at its next start, and does not count for the others.
 */
final class StandbyOrders {
    private final ClusterEngine engine;
    private final Journal journal;
    private final Consumer<Consumer<StandingBy>> node;

    /**
     * Prepares it.
     *
     * @param node has something done on the node's own thread, after all that the engine has shown before
     */
    StandbyOrders(ClusterEngine engine, Journal journal, Consumer<Consumer<StandingBy>> node) {
        this.engine = engine;
        this.journal = journal;
        this.node = node;
    }

    /** Halts this node; tells why its next start will not know of it, if so. */
    Optional<String> halt() {
        node.accept(standing -> standing.order(true));
        journal.info("this node is halted and stays in standby");
        try {
            engine.standby(true, false);
            return Optional.empty();
        } catch (IOException e) {
            journal.error("the standby ends with this daemon, as it could not be remembered: " + e.getMessage());
            return Optional.of(e.getMessage());
        }
    }

    /** Has this node take groups again. */
    void resume() throws Refused {
        try {
            engine.standby(false, false);
        } catch (IOException e) {
            throw new Refused("this node stays as it is, as its standby cannot be ended for good: " + e.getMessage());
        }
        node.accept(StandingBy::resume);
    }

    /** Halts all nodes. */
    void haltCluster() throws Refused {
        try {
            engine.standby(true, true);
        } catch (IOException e) {
            throw new Refused("cannot tell all nodes to halt: " + e.getMessage());
        }
        journal.info("the whole cluster is halted");
        node.accept(standing -> standing.order(true));
    }
}
