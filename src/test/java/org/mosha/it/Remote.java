package org.mosha.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.mosha.cli.Outcome;

/** A daemon's remote JMX on a loopback port, with a user of each role, and a client of it. */
final class Remote implements AutoCloseable {
    static final String CONTROL = "alice";
    static final String READ = "bob";

    private final JMXConnector connector;
    final MBeanServerConnection beans;

    private Remote(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** Has a daemon listen on a port once it starts, and makes a user of each role for it. */
    static void prepare(DaemonUnderTest daemon, int port) throws IOException {
        daemon.with("jmx.port", Integer.toString(port))
                .with("jmx.password-file", daemon.file("passwords").toString());
        passwd(daemon, CONTROL, "control");
        passwd(daemon, READ, "read");
    }

    static void passwd(DaemonUnderTest daemon, String user, String role) throws IOException {
        Path file = daemon.file(user + ".password");
        Files.writeString(file, password(user) + "\n");
        daemon.askHere("passwd", user, "--role", role, "--password-file", file.toString());
    }

    static String password(String user) {
        return "the-password-of-" + user;
    }

    /** Connects as a user with the right password. */
    static Remote connect(int port, String user) throws IOException {
        return connect(port, Map.of(JMXConnector.CREDENTIALS, new String[] {user, password(user)}));
    }

    /** Connects with any environment. */
    static Remote connect(int port, Map<String, Object> environment) throws IOException {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        return new Remote(JMXConnectorFactory.connect(url, new HashMap<>(environment)));
    }

    /** Calls an operation, all of whose parameters are texts. */
    Object call(ObjectName bean, String operation, Object... arguments) throws IOException, JMException {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return beans.invoke(bean, operation, arguments, signature);
    }

    /** Runs a verb against a daemon over its remote JMX. */
    static Outcome verb(DaemonUnderTest daemon, int port, String user, String... verb)
            throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(verb, verb.length + 6);
        String[] options = {
            "--url",
            "127.0.0.1:" + port,
            "--user",
            user,
            "--password-file",
            daemon.file(user + ".password").toString()
        };
        System.arraycopy(options, 0, all, verb.length, options.length);
        return daemon.mosha(all);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
