package org.mosha.jmx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;
import org.mosha.node.GroupView;
import org.mosha.node.NodeControl;

/** Shows one group; holds its name only, and shows neutral values once the group is gone. */
final class ResourceGroupBean implements ResourceGroupMXBean {
    private final GroupName name;
    private final NodeControl control;
    private final Orders orders;

    ResourceGroupBean(GroupName name, NodeControl control, Orders orders) {
        this.name = name;
        this.control = control;
        this.orders = orders;
    }

    @Override
    public String getName() {
        return name.value();
    }

    @Override
    public String getWantedLevel() {
        return view().wanted().value();
    }

    @Override
    public String getLevel() {
        return view().status().map(status -> status.level().value()).orElse("");
    }

    @Override
    public String getState() {
        return view().status().map(GroupStatus::state).orElse("");
    }

    @Override
    public int getStateNumber() {
        String state = getState();
        for (GroupState known : GroupState.values()) {
            if (known.name().equals(state)) {
                return known.ordinal();
            }
        }
        return -1;
    }

    @Override
    public int getNode() {
        return view().node().map(NodeId::value).orElse(0);
    }

    @Override
    public boolean isLocal() {
        return view().local();
    }

    @Override
    public boolean isActive() {
        return view().status().isPresent();
    }

    @Override
    public boolean isRunning() {
        return view().running();
    }

    @Override
    public int getInstanceCount() {
        return control.snapshot().hastat().of(name).size();
    }

    @Override
    public boolean isInConflict() {
        return getInstanceCount() > 1;
    }

    @Override
    public boolean isWanted() {
        return !view().wanted().equals(Runlevel.STOP);
    }

    @Override
    public boolean isFailed() {
        return view().status().filter(status -> status.is(GroupState.FAILED)).isPresent();
    }

    @Override
    public boolean isInTransition() {
        return view().status().filter(status -> !status.isSettled()).isPresent();
    }

    @Override
    public boolean isBlocked() {
        return view().processes().stream().anyMatch(process -> process.state() == ProcessState.BLOCKED);
    }

    @Override
    public long getSinceMillis() {
        return view().sinceMillis();
    }

    @Override
    public String getSince() {
        return Times.at(view().sinceMillis());
    }

    @Override
    public long getRespawnCount() {
        return view().respawns();
    }

    @Override
    public long getEpoch() {
        return view().epoch();
    }

    @Override
    public String getWhy() {
        return view().why();
    }

    @Override
    public String[] getReasons() {
        return orders.reasons(name);
    }

    @Override
    public Map<String, ProcessRow> getProcesses() {
        Map<String, ProcessRow> rows = new LinkedHashMap<>();
        view().processes().forEach(process -> rows.put(process.tag().value(), ProcessRow.of(process)));
        return rows;
    }

    @Override
    public String[] getProcessLines() {
        return view().processes().stream().map(Lines::process).toArray(String[]::new);
    }

    @Override
    public int getProcessCount() {
        return (int) view().processes().stream()
                .filter(process -> process.pid() != 0)
                .count();
    }

    @Override
    public String setRunlevel(String level) {
        return orders.setRunlevel(name.value(), level);
    }

    @Override
    public String halt() {
        return orders.setRunlevel(name.value(), Runlevel.STOP.value());
    }

    private GroupView view() {
        GroupView view = control.snapshot().groups().get(name);
        return view == null ? gone() : view;
    }

    private GroupView gone() {
        return new GroupView(
                name,
                Runlevel.STOP,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                0,
                0,
                0,
                "no such group any more",
                List.of());
    }
}
