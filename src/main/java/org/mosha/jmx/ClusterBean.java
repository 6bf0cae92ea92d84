package org.mosha.jmx;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosha.config.Problem;
import org.mosha.model.NodeId;
import org.mosha.node.GroupView;
import org.mosha.node.MemberView;
import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot;

/** Shows the cluster. */
final class ClusterBean implements ClusterMXBean {
    private static final int SHOWN_HISTORY = 20;

    private final NodeControl control;
    private final Orders orders;
    private final Notifier notifier;

    ClusterBean(NodeControl control, Orders orders, Notifier notifier) {
        this.control = control;
        this.orders = orders;
        this.notifier = notifier;
    }

    @Override
    public int getNodeId() {
        return snapshot().self().value();
    }

    @Override
    public String getHostName() {
        NodeSnapshot snapshot = snapshot();
        MemberView self = snapshot.nodes().get(snapshot.self());
        return self == null ? "" : self.host();
    }

    @Override
    public long getPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public long getStartedAtMillis() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    @Override
    public String getStartedAt() {
        return Times.at(getStartedAtMillis());
    }

    @Override
    public String getVersion() {
        String version = ClusterBean.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public String getEngine() {
        return snapshot().engine();
    }

    @Override
    public boolean isEngineConnected() {
        return snapshot().engineConnected();
    }

    @Override
    public boolean isStandby() {
        return snapshot().standby();
    }

    @Override
    public boolean isGuarded() {
        return snapshot().guarded();
    }

    @Override
    public int[] getUpNodes() {
        return snapshot().nodes().values().stream()
                .filter(MemberView::up)
                .map(MemberView::id)
                .mapToInt(NodeId::value)
                .toArray();
    }

    @Override
    public int getUpNodeCount() {
        return getUpNodes().length;
    }

    @Override
    public int getNodeCount() {
        return snapshot().nodes().size();
    }

    @Override
    public String[] getGroups() {
        return snapshot().groups().keySet().stream().map(Object::toString).toArray(String[]::new);
    }

    @Override
    public int getGroupCount() {
        return snapshot().groups().size();
    }

    @Override
    public int getRunningGroupCount() {
        return countGroups(GroupView::running);
    }

    @Override
    public int getMissingGroupCount() {
        return countGroups(Lines::isMissing);
    }

    @Override
    public int getLocalGroupCount() {
        return countGroups(GroupView::local);
    }

    @Override
    public int getConflictGroupCount() {
        return Lines.conflicts(snapshot());
    }

    @Override
    public String getSummary() {
        return Lines.summary(snapshot());
    }

    @Override
    public String getStatusText() {
        NodeSnapshot snapshot = snapshot();
        return Stream.of(
                        Stream.of(Lines.summary(snapshot)),
                        snapshot.groups().values().stream().map(Lines::group),
                        snapshot.nodes().values().stream().map(Lines::node),
                        snapshot.configProblems().stream().map(Problem::toString))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String getHistoryText() {
        return String.join("\n", control.history(SHOWN_HISTORY));
    }

    @Override
    public String[] getHistoryLines() {
        return control.history(SHOWN_HISTORY).toArray(String[]::new);
    }

    @Override
    public String[] getGroupLines() {
        return snapshot().groups().values().stream().map(Lines::group).toArray(String[]::new);
    }

    @Override
    public String[] getNodeLines() {
        return snapshot().nodes().values().stream().map(Lines::node).toArray(String[]::new);
    }

    @Override
    public Map<String, HastatRow> getHastat() {
        Map<String, HastatRow> rows = new LinkedHashMap<>();
        snapshot()
                .hastat()
                .groups()
                .forEach((group, nodes) -> nodes.forEach((node, status) -> rows.put(
                        group + "@" + node,
                        new HastatRow(
                                group.value(), node.value(), status.level().value(), status.state()))));
        return rows;
    }

    @Override
    public Map<String, GroupRow> getGroupRows() {
        Map<String, GroupRow> rows = new LinkedHashMap<>();
        snapshot().groups().forEach((name, view) -> rows.put(name.value(), GroupRow.of(view)));
        return rows;
    }

    @Override
    public Map<Integer, NodeRow> getNodeRows() {
        Map<Integer, NodeRow> rows = new LinkedHashMap<>();
        snapshot().nodes().forEach((id, view) -> rows.put(id.value(), NodeRow.of(view)));
        return rows;
    }

    @Override
    public String[] getConfigProblems() {
        return snapshot().configProblems().stream().map(Problem::toString).toArray(String[]::new);
    }

    @Override
    public int getConfigProblemCount() {
        return snapshot().configProblems().size();
    }

    @Override
    public boolean isConfigValid() {
        return snapshot().configProblems().stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    @Override
    public long getNotificationsSent() {
        return notifier.sent();
    }

    @Override
    public long getNotificationsDropped() {
        return notifier.dropped();
    }

    @Override
    public String setRunlevel(String group, String level) {
        return orders.setRunlevel(group, level);
    }

    @Override
    public String halt() {
        return orders.halt();
    }

    @Override
    public String resume() {
        return orders.resume();
    }

    @Override
    public String haltCluster() {
        return orders.haltCluster();
    }

    @Override
    public String stomith(String node) {
        return orders.stomith(node);
    }

    @Override
    public String reread() {
        if (!control.reread()) {
            return "cltab and hactl are being read";
        }
        return Lines.refusal(snapshot().configProblems())
                .map(refusal -> "cltab and hactl were read and are refused, what was in force stays so: " + refusal)
                .orElse("cltab and hactl were read");
    }

    @Override
    public String why(String group) {
        return orders.why(group);
    }

    @Override
    public String simulate() {
        return control.simulate();
    }

    @Override
    public String[] history(String count) {
        return orders.history(count);
    }

    @Override
    public String[] configLog(String count) {
        return orders.configLog(count);
    }

    @Override
    public String configShow(String version) {
        return orders.configShow(version);
    }

    @Override
    public String configRevert(String version) {
        return orders.configRevert(version);
    }

    @Override
    public String addNode(String node) {
        return orders.addNode(node);
    }

    @Override
    public String removeNode(String node) {
        return orders.removeNode(node);
    }

    private NodeSnapshot snapshot() {
        return control.snapshot();
    }

    private int countGroups(Predicate<GroupView> which) {
        return (int) snapshot().groups().values().stream().filter(which).count();
    }
}
