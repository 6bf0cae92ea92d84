package org.mosha.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * A connection to a daemon's beans. It asks for attributes and operations by name: proxies would introspect
 * whole interfaces first, which takes longer than the call.
 */
final class DaemonClient implements AutoCloseable {
    private static final Duration LOCAL_PATIENCE = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** What the JDK's lookup of the daemon's address connects with. */
    private static final String LOOKUP_SOCKETS = "com.sun.jndi.rmi.factory.socket";

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final Bounded bounded;
    private final String log;
    private boolean silent;

    private DaemonClient(JMXConnector connector, Bounded bounded, String log) throws IOException {
        this.connector = connector;
        this.log = log;
        this.server = connector.getMBeanServerConnection();
        this.bounded = bounded;
    }

    /**
     * Connects to a daemon on this machine that runs as the same user, or as any when this is root.
     *
     * @param pid the daemon's process
     * @param log where the daemon logs, for the reader of a failure
     * @return the connection
     * @throws Failure when it cannot be made
     */
    static DaemonClient attach(long pid, Path log) throws Failure {
        Bounded bounded = new Bounded(LOCAL_PATIENCE);
        try {
            return bounded.call("the daemon, pid " + pid + ", does not answer", () -> {
                new AttachSocket(pid).require();
                VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
                try {
                    JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                    return new DaemonClient(JMXConnectorFactory.connect(url), bounded, log.toString());
                } finally {
                    machine.detach();
                }
            });
        } catch (Failure e) {
            throw e;
        } catch (AttachNotSupportedException e) {
            String why = new AttachSocket(pid).elsewhere().orElse("cannot attach to the daemon: " + e.getMessage());
            throw new Failure(Failure.REFUSED, why, e);
        } catch (Exception e) {
            throw new Failure(Failure.REFUSED, "cannot connect to the daemon: " + Cause.told(e), e);
        }
    }

    /** Connects to a daemon elsewhere, and waits so long for this, and for each answer. */
    static DaemonClient at(
            RemoteAddress address, Optional<String[]> credentials, Optional<SSLContext> tls, Duration patience)
            throws Failure {
        Map<String, Object> environment = new HashMap<>();
        credentials.ifPresent(pair -> environment.put(JMXConnector.CREDENTIALS, pair));
        if (tls.isPresent()) {
            // the daemon tells clients to connect with this class, which heeds the process's default only
            SSLContext.setDefault(tls.get());
            environment.put(LOOKUP_SOCKETS, new SslRMIClientSocketFactory());
        }
        Bounded bounded = new Bounded(patience);
        try {
            return bounded.call(
                    address.text() + " does not answer",
                    () -> new DaemonClient(
                            JMXConnectorFactory.connect(address.url(), environment), bounded, "its log"));
        } catch (Exception e) {
            throw ConnectFailure.of(address, tls.isPresent(), e);
        }
    }

    /** Reads an attribute. */
    Object attribute(ObjectName bean, String name) throws Failure {
        return call(() -> server.getAttribute(bean, name));
    }

    /** Carries out an operation, all of whose parameters are strings. */
    Object invoke(ObjectName bean, String operation, String... arguments) throws Failure {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return call(() -> server.invoke(bean, operation, arguments, signature));
    }

    @Override
    public void close() {
        if (silent) {
            return;
        }
        try {
            new Bounded(GOODBYE).call("the daemon does not say goodbye", () -> {
                connector.close();
                return null;
            });
        } catch (Exception e) {
            // the daemon is gone, and with it the connection
        }
    }

    private Object call(Callable<Object> call) throws Failure {
        try {
            return bounded.call("the daemon does not answer", call);
        } catch (Bounded.TooLong e) {
            silent = true;
            throw e;
        } catch (Failure e) {
            throw e;
        } catch (InstanceNotFoundException e) {
            // its beans come last, when it has found its cluster
            throw new Failure(Failure.REFUSED, "the daemon is starting and not ready yet: see " + log, e);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "the connection to the daemon broke: " + Cause.told(e), e);
        } catch (JMException e) {
            throw new Failure(Failure.REFUSED, Cause.told(e), e);
        } catch (SecurityException e) {
            throw new Failure(Failure.REFUSED, "not allowed: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new Failure(Failure.REFUSED, Cause.told(e), e);
        }
    }
}
