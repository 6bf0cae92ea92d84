package org.mosha.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.mosha.jmx.BeanNames;

/** A daemon's beans, as a tool that attaches sees them. */
final class Jmx implements AutoCloseable {
    private final JMXConnector connector;
    private final List<Notification> heard = new CopyOnWriteArrayList<>();

    private Jmx(JMXConnector connector) {
        this.connector = connector;
    }

    static Jmx attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Jmx(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Logs in at a daemon's remote connector on this machine. */
    static Jmx at(int port, String user, String password) throws IOException {
        return new Jmx(JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"),
                Map.of(JMXConnector.CREDENTIALS, new String[] {user, password})));
    }

    Object get(ObjectName bean, String attribute) throws IOException, JMException {
        return connector.getMBeanServerConnection().getAttribute(bean, attribute);
    }

    void set(ObjectName bean, String attribute, Object value) throws IOException, JMException {
        connector.getMBeanServerConnection().setAttribute(bean, new javax.management.Attribute(attribute, value));
    }

    /** Calls an operation, all of whose parameters are texts. */
    Object call(ObjectName bean, String operation, String... arguments) throws IOException, JMException {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return connector.getMBeanServerConnection().invoke(bean, operation, arguments, signature);
    }

    MBeanInfo info(ObjectName bean) throws IOException, JMException {
        return connector.getMBeanServerConnection().getMBeanInfo(bean);
    }

    Object group(String group, String attribute) throws IOException, JMException {
        return get(BeanNames.group(group), attribute);
    }

    /** What the table of a group's processes says of one entry. */
    CompositeData process(String group, String tag) throws IOException, JMException {
        TabularData table = (TabularData) group(group, "Processes");
        CompositeData row = table.get(new Object[] {tag});
        return row == null ? null : (CompositeData) row.get("value");
    }

    long pid(String group, String tag) throws IOException, JMException {
        return (Long) process(group, tag).get("pid");
    }

    /** The names of all beans of a type, such as {@code ResourceGroup}. */
    Set<String> names(String type) throws IOException, JMException {
        ObjectName pattern = new ObjectName(BeanNames.DOMAIN + ":type=" + type + ",*");
        return connector.getMBeanServerConnection().queryNames(pattern, null).stream()
                .map(ObjectName::getCanonicalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What takes a notification, and may wait. */
    interface Taker {
        void take(Notification notification) throws InterruptedException, IOException, JMException;
    }

    /** Has the cluster's notifications taken from now on, one after the other. */
    void listen(Taker taker) throws IOException, JMException {
        connector
                .getMBeanServerConnection()
                .addNotificationListener(
                        BeanNames.CLUSTER,
                        (notification, handback) -> {
                            try {
                                taker.take(notification);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (IOException | JMException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        null,
                        null);
    }

    /** Has what the connection itself has to tell taken. */
    void onConnectionNews(Consumer<Notification> taker) {
        connector.addConnectionNotificationListener((news, handback) -> taker.accept(news), null, null);
    }

    /** Listens to the cluster's notifications from now on. */
    List<Notification> listen() throws IOException, JMException {
        connector
                .getMBeanServerConnection()
                .addNotificationListener(
                        BeanNames.CLUSTER, (notification, handback) -> heard.add(notification), null, null);
        return heard;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
