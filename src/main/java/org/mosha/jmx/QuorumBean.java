package org.mosha.jmx;

import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot.QuorumView;

/** Shows the quorum. */
final class QuorumBean implements QuorumMXBean {
    private final NodeControl control;
    private final Orders orders;

    QuorumBean(NodeControl control, Orders orders) {
        this.control = control;
        this.orders = orders;
    }

    @Override
    public boolean isQuorate() {
        return view().quorate();
    }

    @Override
    public boolean isEngineReached() {
        return control.snapshot().engineConnected();
    }

    @Override
    public int getVisibleNodes() {
        return view().visible();
    }

    @Override
    public int getRememberedNodes() {
        return view().remembered();
    }

    @Override
    public int getRequiredNodes() {
        return view().required();
    }

    @Override
    public double getRatio() {
        return view().ratio();
    }

    @Override
    public String reset(String nodes) {
        return orders.resetQuorum(nodes);
    }

    private QuorumView view() {
        return control.snapshot().quorum();
    }
}
