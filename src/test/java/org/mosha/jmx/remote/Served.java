package org.mosha.jmx.remote;

import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.mosha.config.Role;
import org.mosha.it.Ports;
import org.mosha.jmx.BeanNames;

/** The connector on a port of loopback, before a bean that says what it is told to; and its accounts. */
final class Served implements AutoCloseable {
    final AccountsOnDisk accounts;
    private final Speaker speaker = new Speaker();
    private final int port = Ports.free();
    private final RemoteJmx remote;

    /** What stands where the cluster's bean is usually. */
    public interface SpeakerMBean {
        int getSaid();
    }

    /** Says numbers. */
    static final class Speaker extends NotificationBroadcasterSupport implements SpeakerMBean {
        private int said;

        @Override
        public int getSaid() {
            return said;
        }

        private void say() {
            said++;
            sendNotification(new Notification("number", BeanNames.CLUSTER, said));
        }
    }

    /** Serves in a directory, for the users alice, control, and bob, read. */
    Served(Path dir) throws IOException, JMException {
        accounts = new AccountsOnDisk(dir);
        accounts.put("alice", Role.CONTROL);
        accounts.put("bob", Role.READ);
        MBeanServer beans = MBeanServerFactory.newMBeanServer();
        beans.registerMBean(speaker, BeanNames.CLUSTER);
        remote = RemoteJmx.open(accounts.settings(port));
        remote.serve(beans);
    }

    /** Has the bean send a notification. */
    void say() {
        speaker.say();
    }

    /** Where it is served. */
    JMXServiceURL url() throws MalformedURLException {
        return new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    }

    /** Logs in. */
    JMXConnector connect(String user) throws IOException {
        return JMXConnectorFactory.connect(
                url(), Map.of(JMXConnector.CREDENTIALS, new String[] {user, AccountsOnDisk.PASSWORD}));
    }

    @Override
    public void close() {
        remote.close();
    }
}
