package org.mosha.jmx;

/** One node of the cluster: {@code org.mosha:type=Node,name=<id>}. */
@Description("One node of the cluster, as this node sees it")
public interface NodeMXBean {
    @Description("The number of the node")
    int getId();

    @Description("The host name of the node; empty when it is not known")
    String getHost();

    @Description("Whether the node is up")
    boolean isUp();

    @Description("Whether the status of the node is older than the time-out")
    boolean isStale();

    @Description("Whether the node keeps its groups stopped and takes none: it was told to halt, or runs none at all")
    boolean isStandby();

    @Description("How long ago the status of the node was last seen to change")
    @Units("milliseconds")
    @MetricType(MetricType.GAUGE)
    long getLastSeenMillis();

    @Description("How long ago the status of the node was last seen to change, as text")
    String getLastSeen();

    @Description("How many groups the node has")
    @Units("groups")
    @MetricType(MetricType.GAUGE)
    int getGroupCount();

    @Description("Shoots the node: has it fenced off by the configured method, with everything that runs there")
    @Impact(Impact.ACTION)
    String stomith();
}
