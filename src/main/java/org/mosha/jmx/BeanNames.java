package org.mosha.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names of the beans, for those who register and those who look them up. */
public final class BeanNames {
    /** The domain of all beans. */
    public static final String DOMAIN = "org.mosha";
    /** A {@link ClusterMXBean}, which also sends the notifications. */
    public static final ObjectName CLUSTER = of("Cluster");
    /** A {@link QuorumMXBean}. */
    public static final ObjectName QUORUM = of("Quorum");
    /** A {@link CycleTimeMXBean}. */
    public static final ObjectName CYCLE_TIME = of("CycleTime");
    /** A {@link StomithMXBean}. */
    public static final ObjectName STOMITH = of("Stomith");

    private BeanNames() {}

    /**
     * The name of a {@link ResourceGroupMXBean}.
     *
     * @param group the group's name: one or more of {@code [A-Za-z0-9_.-]}, so that it needs no quotes
     * @return the bean's name
     */
    public static ObjectName group(String group) {
        return of("ResourceGroup,name=" + group);
    }

    /**
     * The name of a {@link NodeMXBean}.
     *
     * @param node the node's number
     * @return the bean's name
     */
    public static ObjectName node(int node) {
        return of("Node,name=" + node);
    }

    private static ObjectName of(String rest) {
        try {
            return new ObjectName(DOMAIN + ":type=" + rest);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("bad bean name '" + rest + "'");
        }
    }
}
