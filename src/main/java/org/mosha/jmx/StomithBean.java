package org.mosha.jmx;

import org.mosha.model.NodeId;
import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot.FenceView;

/** Shows the fencing. */
final class StomithBean implements StomithMXBean {
    private final NodeControl control;
    private final Orders orders;

    StomithBean(NodeControl control, Orders orders) {
        this.control = control;
        this.orders = orders;
    }

    @Override
    public String getMethod() {
        return view().method();
    }

    @Override
    public long getCount() {
        return view().count();
    }

    @Override
    public long getFailureCount() {
        return view().failures();
    }

    @Override
    public int getLastNode() {
        return view().lastNode().map(NodeId::value).orElse(0);
    }

    @Override
    public String getLastResult() {
        return view().lastResult();
    }

    @Override
    public int[] getPending() {
        return view().pending().stream().mapToInt(NodeId::value).toArray();
    }

    @Override
    public int getPendingCount() {
        return view().pending().size();
    }

    @Override
    public String getPendingNodes() {
        return Lines.joined(view().pending());
    }

    @Override
    public String stomith(String node) {
        return orders.stomith(node);
    }

    @Override
    public String confirm(String node) {
        return orders.confirmOff(node);
    }

    @Override
    public String test(String node) {
        return orders.testFencing(node);
    }

    private FenceView view() {
        return control.snapshot().fence();
    }
}
