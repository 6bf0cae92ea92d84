package org.mosha.jmx;

/** The node's cycle: {@code org.mosha:type=CycleTime}. */
@Description("The cycle of this node: how often it looks at the cluster and decides")
public interface CycleTimeMXBean {
    @Description(
            "The cycle time as it was set: the wait between two cycles from then on, which moves as in the original, to 10 s at most; above 0, at most 3600")
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

    @Description("How long the daemon last stood still for 100 ms or more: the JVM, the machine or its file system")
    @Units("milliseconds")
    @MetricType(MetricType.GAUGE)
    long getLastPauseMillis();

    @Description("How long the daemon stood still at most since it started; the limit is 3/4 of session.timeout")
    @Units("milliseconds")
    @MetricType(MetricType.GAUGE)
    long getLongestPauseMillis();

    @Description("How many times the daemon stood still for 100 ms or more since it started")
    @Units("pauses")
    @MetricType(MetricType.COUNTER)
    long getPauses();

    @Description("Begins a cycle at once")
    @Impact(Impact.ACTION)
    String cycleNow();
}
