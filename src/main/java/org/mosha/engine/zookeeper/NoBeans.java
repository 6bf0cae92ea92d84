package org.mosha.engine.zookeeper;

import org.apache.zookeeper.jmx.MBeanRegistry;
import org.apache.zookeeper.jmx.ZKMBeanInfo;

/** Shows none of ZooKeeper's beans. */
final class NoBeans extends MBeanRegistry {
    @Override
    public void register(ZKMBeanInfo bean, ZKMBeanInfo parent) {
        // none
    }

    @Override
    public void unregister(ZKMBeanInfo bean) {
        // none
    }
}
