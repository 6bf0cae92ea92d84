package org.mosha.node;

import java.util.List;

/** One step of a node's life. It owns no thread and waits for nothing: the node's thread calls it, or a test does. */
final class NodeStep {
    private final NodeCore core;
    private final Journal journal;

    NodeStep(NodeCore core, Journal journal) {
        this.core = core;
        this.journal = journal;
    }

    /**
     * Takes what has happened, decides, and says that the node lives.
     *
     * @param events what has happened since the last step, in order; may be empty
     * @return whether there was a cycle
     */
    boolean run(List<NodeEvent> events) {
        keepLease();
        events.forEach(this::handle);
        try {
            core.fireTimers();
            boolean cycled = core.cycleWhenDue();
            core.beat();
            return cycled;
        } catch (RuntimeException e) {
            journal.failure("a fault in a cycle", e);
            return true;
        }
    }

    private void keepLease() {
        try {
            core.keepLease();
        } catch (RuntimeException e) {
            journal.failure("a fault while looking after the lease", e);
        }
    }

    /** A fault in one order or event must not end the node, which has processes to look after. */
    private void handle(NodeEvent event) {
        try {
            core.handle(event);
        } catch (RuntimeException e) {
            journal.failure("a fault while handling " + event, e);
        }
    }
}
