package org.mosha.jmx;

import java.util.Map;

/** One resource group: {@code org.mosha:type=ResourceGroup,name=<group>}. */
@Description("One resource group, wherever it is")
public interface ResourceGroupMXBean {
    @Description("The name of the group")
    String getName();

    @Description("The runlevel that hactl wants; stop when hactl does not have the group")
    String getWantedLevel();

    @Description("The runlevel that the group is at or goes to; empty when it is not active anywhere")
    String getLevel();

    @Description("The state of the group where it is active; empty when it is not active anywhere")
    String getState();

    @Description("The state as a number: 0 CONFIGURED, 1 STARTING, 2 CHECKING, 3 DONE, 4 PASSED, 5 FAILED, "
            + "6 STOPPING, 7 DUMPING, 8 HALTING; -1 for none or another")
    @MetricType(MetricType.GAUGE)
    int getStateNumber();

    @Description("The number of the node that has the group; 0 for none")
    @MetricType(MetricType.GAUGE)
    int getNode();

    @Description("Whether this node has the group")
    boolean isLocal();

    @Description("Whether the group is active on a node")
    boolean isActive();

    @Description("Whether the group is settled at the wanted level, which is not stop, without a failure, and none of "
            + "its entries on this node is paused, could not be started or cannot be ended")
    boolean isRunning();

    @Description("On how many nodes the group is active; more than 1 is a conflict")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getInstanceCount();

    @Description("Whether the group is active on more than one node")
    boolean isInConflict();

    @Description("Whether a level other than stop is wanted")
    boolean isWanted();

    @Description("Whether the group came to the state FAILED")
    boolean isFailed();

    @Description("Whether the group is active and not settled: neither DONE nor PASSED nor FAILED")
    boolean isInTransition();

    @Description("Whether processes of the group on this node cannot be ended")
    boolean isBlocked();

    @Description("When the group came to its present state, in milliseconds since 1970")
    @Units("milliseconds")
    long getSinceMillis();

    @Description("When the group came to its present state, as ISO-8601 text")
    String getSince();

    @Description("How often entries of the group were started anew on this node")
    @Units("respawns")
    @MetricType(MetricType.COUNTER)
    long getRespawnCount();

    @Description("The fencing token of the group's claim, which grows with each owner; 0 when it is not claimed")
    long getEpoch();

    @Description("Why the group is where it is, or is nowhere, in one line")
    String getWhy();

    @Description("For each node the one reason why the group runs or does not run there: node N: reason")
    String[] getReasons();

    @Description("The entries of the group on this node in file order, by their tags")
    Map<String, ProcessRow> getProcesses();

    @Description("The entries of the group on this node in file order, each as a line")
    String[] getProcessLines();

    @Description("How many entries of the group have a process on this node")
    @Units("processes")
    @MetricType(MetricType.GAUGE)
    int getProcessCount();

    @Description("Changes the group's runlevel in hactl, for the whole cluster; returns the change as a line")
    @Impact(Impact.ACTION)
    String setRunlevel(
            @Param(name = "level", value = "a runlevel that an entry of the group has, or stop") String level);

    @Description("Sets the group's runlevel to stop in hactl, for the whole cluster")
    @Impact(Impact.ACTION)
    String halt();
}
