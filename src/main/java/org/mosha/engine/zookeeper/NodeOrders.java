package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.Optional;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/**
 * Adds nodes to the cluster and removes them, step by step: what the engine's thread prepares, what is asked of the
 * ensemble, and what is kept of it. Waits, so it is for the thread of who asks; safe for use by several threads.
 */
final class NodeOrders {
    private final NodeId self;
    private final Requests requests;
    private final Outlook outlook;
    private final Reconfiguration reconfiguration;
    private final Company company;
    private final Company.Waking waking;
    private final Clocks clocks;

    NodeOrders(
            NodeId self,
            Requests requests,
            Outlook outlook,
            Reconfiguration reconfiguration,
            Company company,
            Company.Waking waking,
            Clocks clocks) {
        this.self = self;
        this.requests = requests;
        this.outlook = outlook;
        this.reconfiguration = reconfiguration;
        this.company = company;
        this.waking = waking;
        this.clocks = clocks;
    }

    /**
     * Adds a node that waits for that.
     *
     * @param address where it is, if whoever asks has said that
     * @throws IOException when it cannot be added, with a sentence that says why
     */
    void add(NodeId node, Optional<NodeAddress> address) throws IOException {
        Reconfiguration.Change change = requests.persist(() -> outlook.changes().adding(node, address));
        company.expect(waking);
        change(change, node, true);
        Order order = new Order();
        requests.persist(() -> {
            outlook.changes().added(node, order);
            return null;
        });
    }

    /**
     * Removes a node, or has it halt its groups first.
     *
     * @return whether it is removed; if not, it halts its groups now
     * @throws IOException when it cannot be removed, with a sentence that says why
     */
    boolean remove(NodeId node) throws IOException {
        Optional<NodeChanges.Removal> removal;
        long begin = clocks.nanos();
        // a node that has just been lost would count as one that is up, and this one would halt for nothing
        requests.await(() -> outlook.changes().haveOthersSpoken(node, begin));
        try {
            removal = requests.persist(() -> outlook.changes().removing(node));
            if (removal.isEmpty()) {
                return false;
            }
            change(removal.get().change(), node, false);
        } catch (IOException e) {
            throw outlook.halted().notRemoved(node, e);
        }
        outlook.halted().removed(node);
        if (!node.equals(self)) {
            Order order = new Order();
            requests.persist(() -> {
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
            reconfiguration.ask(change);
        } catch (NotReached e) {
            unknown = Optional.of(e);
        }
        if (!requests.await(() -> outlook.lists(node) == there)) {
            throw unknown.orElseGet(() -> new NotReached("the ensemble does not show it yet"));
        }
    }
}
