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
     */
    void run(List<NodeEvent> events) {
        boolean woken = false;
        keepLease();
        for (NodeEvent event : events) {
            woken |= handle(event);
        }
        try {
            woken |= core.fireTimers();
            if (woken || core.isCycleDue()) {
                core.cycle(woken);
            }
            core.beat();
        } catch (RuntimeException e) {
            journal.failure("a fault in a cycle", e);
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
    private boolean handle(NodeEvent event) {
        try {
            return core.handle(event);
        } catch (RuntimeException e) {
            journal.failure("a fault while handling " + event, e);
            return true;
        }
    }
}
