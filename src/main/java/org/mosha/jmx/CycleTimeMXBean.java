package org.mosha.jmx;

/** The node's cycle: {@code org.mosha:type=CycleTime}. */
@Description("The cycle of this node: how often it looks at the cluster and decides")
public interface CycleTimeMXBean {
    @Description("The cycle time, which is the longest wait between two cycles; above 0, at most 3600")
    @Units("seconds")
    @MetricType(MetricType.GAUGE)
    double getSeconds();

    /**
     * Sets the cycle time.
     *
     * @param seconds above 0, at most 3600
     * @throws IllegalArgumentException with a sentence for any other value
     */
    void setSeconds(double seconds);

    @Description("How long the last cycle took")
    @Units("milliseconds")
    @MetricType(MetricType.GAUGE)
    double getLastCycleMillis();

    @Description("How many cycles there were since the daemon started")
    @Units("cycles")
    @MetricType(MetricType.COUNTER)
    long getCycles();

    @Description("How many cycles began early since something had happened")
    @Units("cycles")
    @MetricType(MetricType.COUNTER)
    long getWakeups();

    @Description("Begins a cycle at once")
    @Impact(Impact.ACTION)
    String cycleNow();
}
