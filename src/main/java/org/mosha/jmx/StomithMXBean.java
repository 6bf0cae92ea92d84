package org.mosha.jmx;

/** The fencing: {@code org.mosha:type=Stomith}. */
@Description("The fencing of nodes: shooting the other machine in the head")
public interface StomithMXBean {
    @Description("The stomith setting as it is in force")
    String getMethod();

    @Description("How many times this node has tried to shoot a node since it started")
    @Units("tries")
    @MetricType(MetricType.COUNTER)
    long getCount();

    @Description("How many tries to shoot a node failed or took too long; one that is only logged is no failure")
    @Units("tries")
    @MetricType(MetricType.COUNTER)
    long getFailureCount();

    @Description("The number of the node of the last try; 0 before the first")
    int getLastNode();

    @Description("What came of the last try; empty before the first")
    String getLastResult();

    @Description("The numbers of the nodes that are to be shot, or whose shot is not confirmed")
    int[] getPending();

    @Description("How many nodes are to be shot, or their shot is not confirmed")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getPendingCount();

    @Description("The nodes that are to be shot, or whose shot is not confirmed, as text such as 2, 3")
    String getPendingNodes();

    @Description("Shoots a node: has it fenced off by the configured method, with everything that runs there")
    @Impact(Impact.ACTION)
    String stomith(@Param(name = "node", value = "the number of another node, such as 2") String node);

    @Description("Takes your word that a node is off, so that others may take its groups; never say it of a node "
            + "that may still run")
    @Impact(Impact.ACTION)
    String confirm(@Param(name = "node", value = "the number of a node that you know to be off") String node);

    @Description("Tries whether a node could be shot, without doing it; returns what the method said")
    @Impact(Impact.ACTION_INFO)
    String test(@Param(name = "node", value = "the number of a node, such as 2") String node);
}
