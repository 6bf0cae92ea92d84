package org.mosha.jmx;

import org.mosha.model.NodeId;
import org.mosha.node.MemberView;
import org.mosha.node.NodeControl;

/** Shows one node; holds its number only, and shows neutral values once the node is gone. */
final class NodeBean implements NodeMXBean {
    private final NodeId id;
    private final NodeControl control;
    private final Orders orders;

    NodeBean(NodeId id, NodeControl control, Orders orders) {
        this.id = id;
        this.control = control;
        this.orders = orders;
    }

    @Override
    public int getId() {
        return id.value();
    }

    @Override
    public String getHost() {
        return view().host();
    }

    @Override
    public boolean isUp() {
        return view().up();
    }

    @Override
    public boolean isStale() {
        return view().stale();
    }

    @Override
    public boolean isStandby() {
        return view().standby();
    }

    @Override
    public long getLastSeenMillis() {
        return view().lastSeenMillis();
    }

    @Override
    public String getLastSeen() {
        return Times.ago(view().lastSeenMillis());
    }

    @Override
    public int getGroupCount() {
        return view().groups();
    }

    @Override
    public String stomith() {
        return orders.stomith(id.toString());
    }

    private MemberView view() {
        MemberView view = control.snapshot().nodes().get(id);
        return view == null ? new MemberView(id, "", false, false, false, 0, 0) : view;
    }
}
