package org.mosha.jmx;

import javax.management.MBeanServer;

/** The beans of a node with a group {@code web} that runs, for the tests of other rooms. */
public final class SampleBeans {
    private SampleBeans() {}

    /** Registers them. */
    public static void open(MBeanServer server) {
        new Beans(server, new SampleNode(), Audit.to(line -> {})).open();
    }
}
