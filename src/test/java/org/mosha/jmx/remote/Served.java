package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.mosha.config.Account;
import org.mosha.config.JmxSettings;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;
import org.mosha.it.Ports;
import org.mosha.jmx.BeanNames;

/** The connector on a port of loopback, before a bean that says what it is told to; and its accounts. */
final class Served implements AutoCloseable {
    static final String PASSWORD = "the right one";
    private static final PasswordHash HASH = Passwords.hash(PASSWORD);

    private final Path passwords;
    private final Map<String, Account> accounts = new TreeMap<>();
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
        passwords = dir.resolve("passwords");
        Files.createFile(passwords, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        account("alice", Role.CONTROL);
        account("bob", Role.READ);
        MBeanServer beans = MBeanServerFactory.newMBeanServer();
        beans.registerMBean(speaker, BeanNames.CLUSTER);
        remote = RemoteJmx.open(settings());
        remote.serve(beans);
    }

    private JmxSettings settings() {
        return settings(OptionalInt.of(port), passwords);
    }

    /** The settings for a password file. */
    static JmxSettings settings(OptionalInt port, Path passwords) {
        return new JmxSettings(
                port,
                "127.0.0.1",
                Optional.of(passwords),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Makes or changes an account. */
    void account(String user, Role role) throws IOException {
        accounts.put(user, new Account(role, HASH));
        write();
    }

    /** Ends an account. */
    void delete(String user) throws IOException {
        accounts.remove(user);
        write();
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        accounts.forEach((user, account) -> text.append(user + " " + account.role() + " " + account.password() + "\n"));
        Files.writeString(passwords, text);
    }

    /** Has the bean send a notification. */
    void say() {
        speaker.say();
    }

    /** Logs in. */
    JMXConnector connect(String user) throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"),
                Map.of(JMXConnector.CREDENTIALS, new String[] {user, PASSWORD}));
    }

    @Override
    public void close() {
        remote.close();
    }
}
