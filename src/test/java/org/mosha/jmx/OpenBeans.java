package org.mosha.jmx;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** The beans of a sample node in an MBean server of their own. */
final class OpenBeans implements AutoCloseable {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final SampleNode node = new SampleNode();
    final List<String> audited = new CopyOnWriteArrayList<>();
    final Beans beans;

    /** With a caller that is always the same. */
    OpenBeans() {
        beans = new Beans(server, node, new Audit(() -> "alice@host", audited::add));
        beans.open();
    }

    /** With an audit of its own. */
    OpenBeans(Audit audit) {
        beans = new Beans(server, node, audit);
        beans.open();
    }

    Object get(ObjectName bean, String attribute) throws JMException {
        return server.getAttribute(bean, attribute);
    }

    /** Calls an operation of texts; what it throws comes without the server's wrapping. */
    Object run(ObjectName bean, String operation, String... params) throws JMException {
        String[] signature = new String[params.length];
        Arrays.fill(signature, String.class.getName());
        try {
            return server.invoke(bean, operation, params, signature);
        } catch (RuntimeMBeanException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public void close() {
        beans.close();
    }
}
