package org.mosha.jmx;

/** The quorum as this node sees it: {@code org.mosha:type=Quorum}. */
@Description("The quorum as this node sees it: without it, no group runs here")
public interface QuorumMXBean {
    @Description("Whether this node may run groups: it reaches the engine, and enough nodes are visible")
    boolean isQuorate();

    @Description("Whether the engine is reached; with engine=zookeeper that takes a majority of its peers")
    boolean isEngineReached();

    @Description("How many nodes are seen to run Mosha, this one included")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getVisibleNodes();

    @Description(
            "The most nodes seen with a quorum within the last time-out, or how many were set since; what is needed is counted from it")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getRememberedNodes();

    @Description("How many nodes are needed")
    @Units("nodes")
    @MetricType(MetricType.GAUGE)
    int getRequiredNodes();

    @Description("The part of the remembered nodes that is needed")
    double getRatio();

    @Description("Sets how many nodes the quorum remembers, such as after nodes were taken away for good")
    @Impact(Impact.ACTION)
    String reset(@Param(name = "nodes", value = "how many nodes the cluster has now, 1 or more") String nodes);
}
