package org.mosha.jmx;

import java.util.Map;

/** The cluster as this node sees it: {@code org.mosha:type=Cluster}. */
@Description("The cluster as this node sees it, and what can be asked of it")
public interface ClusterMXBean {
    /** What the answer of {@code removeNode} has in it when the node has to halt its groups, and to be removed again then. */
    String HALTS_FIRST = "halts its groups first";

    @Description("The number of this node")
    int getNodeId();

    @Description("The host name of this node; empty when it is not known")
    String getHostName();

    @Description("The process id of this node's daemon")
    long getPid();

    @Description("When this node's daemon started, in milliseconds since 1970")
    @Units("milliseconds")
    long getStartedAtMillis();

    @Description("When this node's daemon started, as ISO-8601 text")
    String getStartedAt();

    @Description("The version of Mosha that runs here")
    String getVersion();

    @Description("The cluster engine: directory or zookeeper")
    String getEngine();

    @Description("Whether the cluster engine works at present")
    boolean isEngineConnected();

    @Description("Whether this node was told to halt and keeps its groups stopped until it is told to resume")
    boolean isStandby();

    @Description("Whether a guard would kill what runs here if this node's daemon died; without one nothing runs")
    boolean isGuarded();

    @Description("The numbers of the nodes that are up")
    int[] getUpNodes();

    @Description("How many nodes are up")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getUpNodeCount();

    @Description("How many nodes are known")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getNodeCount();

    @Description("The names of all groups that cltab, hactl or a node's status knows")
    String[] getGroups();

    @Description("How many groups are known")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getGroupCount();

    @Description(
            "How many groups run: settled at the level that hactl wants, which is not stop, without a failure, and "
                    + "no entry on this node paused or not started")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getRunningGroupCount();

    @Description("How many groups are wanted at a level other than stop, but do not run")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getMissingGroupCount();

    @Description("How many groups this node has")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getLocalGroupCount();

    @Description("How many groups are active on more than one node")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getConflictGroupCount();

    @Description(
            "In one line: the quorum, the nodes, the groups that do not run though they should, and what else is wrong")
    String getSummary();

    @Description("The summary, and a line each group, node and problem, as one text")
    String getStatusText();

    @Description("The last 20 decisions and transitions, oldest first, as one text of lines")
    String getHistoryText();

    @Description("The last 20 decisions and transitions, oldest first, each as a line")
    String[] getHistoryLines();

    @Description("The groups, each as a line: where it is, what is wanted and why")
    String[] getGroupLines();

    @Description("The nodes, each as a line")
    String[] getNodeLines();

    @Description("The consolidated status: what each node says of each group; the key is group@node")
    Map<String, HastatRow> getHastat();

    @Description("A row a group, by its name: what is wanted, where it is, since when and why")
    Map<String, GroupRow> getGroupRows();

    @Description("A row a node, by its number")
    Map<Integer, NodeRow> getNodeRows();

    @Description("What is wrong with the newest cltab, hactl and settings: file:line: severity: text")
    String[] getConfigProblems();

    @Description("How many problems the newest cltab, hactl and settings have, warnings included")
    @Units("problems")
    @MetricType(MetricType.GAUGE)
    int getConfigProblemCount();

    @Description("Whether the newest cltab, hactl and settings are without errors; warnings do not count")
    boolean isConfigValid();

    @Description("How many notifications were sent since the daemon started")
    @Units("notifications")
    @MetricType(MetricType.COUNTER)
    long getNotificationsSent();

    @Description("How many notifications were dropped since listeners took them too slowly")
    @Units("notifications")
    @MetricType(MetricType.COUNTER)
    long getNotificationsDropped();

    @Description("Changes a group's runlevel in hactl, for the whole cluster; returns the change as a line")
    @Impact(Impact.ACTION)
    String setRunlevel(
            @Param(name = "group", value = "the name of a group that the cltab has") String group,
            @Param(name = "level", value = "a runlevel that an entry of the group has, or stop") String level);

    @Description(
            "Halts this node's groups and keeps it in standby until it is told to resume; returns before they have stopped,"
                    + " and says so when its next start will not know of it, as that could not be remembered")
    @Impact(Impact.ACTION)
    String halt();

    @Description("Ends the standby of this node; returns before its groups have started; refused when that cannot be"
            + " remembered")
    @Impact(Impact.ACTION)
    String resume();

    @Description("Halts all nodes' groups and keeps the nodes in standby; returns before they have stopped")
    @Impact(Impact.ACTION)
    String haltCluster();

    @Description("Shoots a node: has it fenced off by the configured method, with everything that runs there")
    @Impact(Impact.ACTION)
    String stomith(@Param(name = "node", value = "the number of another node, such as 2") String node);

    @Description(
            "Looks at cltab and hactl at once; waits 3 s at most for what came of it, and tells why they are refused")
    @Impact(Impact.ACTION)
    String reread();

    @Description("Tells for each node the one reason why a group runs or does not run there, a line a node")
    @Impact(Impact.INFO)
    String why(@Param(name = "group", value = "the name of a group") String group);

    @Description("Tells what this node would do in its next cycle, and why, as JSON; changes nothing")
    @Impact(Impact.INFO)
    String simulate();

    @Description("Tells the last decisions and transitions, oldest first, with their reasons")
    @Impact(Impact.INFO)
    String[] history(@Param(name = "count", value = "how many at most, such as 20") String count);

    @Description("Tells the last versions of the configuration, oldest first: number, time, author, what was changed")
    @Impact(Impact.INFO)
    String[] configLog(@Param(name = "count", value = "how many at most, such as 20") String count);

    @Description("Shows a version of the configuration: cltab and hactl as they were")
    @Impact(Impact.INFO)
    String configShow(@Param(name = "version", value = "the number of a version, such as 12") String version);

    @Description("Makes the files of an earlier version the next version of the configuration")
    @Impact(Impact.ACTION)
    String configRevert(@Param(name = "version", value = "the number of a version, such as 12") String version);

    @Description("Adds a node to the cluster, whose daemon is started and waits for that")
    @Impact(Impact.ACTION)
    String addNode(
            @Param(
                            name = "node",
                            value = "a node's number, such as 4, or with its address as in the setting nodes, such as"
                                    + " 4=host4")
                    String node);

    @Description("Removes a node from the cluster; one that has groups halts them first: remove it again when they have"
            + " stopped")
    @Impact(Impact.ACTION)
    String removeNode(@Param(name = "node", value = "a node's number, such as 4; also this node's own") String node);
}
