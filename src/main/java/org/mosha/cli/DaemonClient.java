package org.mosha.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A connection to a daemon's beans. It asks for attributes and operations by name: proxies would introspect
 * whole interfaces first, which takes longer than the call.
 */
final class DaemonClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private DaemonClient(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Connects to a daemon on this machine that runs as the same user, or as any when this is root. */
    static DaemonClient attach(long pid) throws Failure {
        return bounded("the daemon, pid " + pid + ", does not answer", () -> {
            new AttachSocket(pid).require();
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new DaemonClient(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        });
    }

    /** Connects to a JMX service URL. */
    static DaemonClient at(String url, Optional<String[]> credentials) throws Failure {
        JMXServiceURL address;
        try {
            address = new JMXServiceURL(url);
        } catch (MalformedURLException e) {
            throw new Failure(Failure.USAGE, "bad --url '" + url + "': expected service:jmx:...", e);
        }
        Map<String, Object> environment = credentials
                .<Map<String, Object>>map(pair -> Map.of(JMXConnector.CREDENTIALS, pair))
                .orElse(Map.of());
        return bounded(
                url + " does not answer", () -> new DaemonClient(JMXConnectorFactory.connect(address, environment)));
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
        try {
            connector.close();
        } catch (IOException e) {
            // the daemon is gone, and with it the connection
        }
    }

    private static Object call(Callable<Object> call) throws Failure {
        try {
            return call.call();
        } catch (InstanceNotFoundException e) {
            throw new Failure(Failure.REFUSED, "the daemon has no such bean: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "the connection to the daemon broke: " + innermost(e), e);
        } catch (JMException e) {
            throw new Failure(Failure.REFUSED, innermost(e), e);
        } catch (SecurityException e) {
            throw new Failure(Failure.REFUSED, "not allowed: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new Failure(Failure.REFUSED, innermost(e), e);
        }
    }

    /** A frozen daemon must not freeze the client. */
    private static DaemonClient bounded(String otherwise, Callable<DaemonClient> connect) throws Failure {
        FutureTask<DaemonClient> task = new FutureTask<>(connect);
        Thread thread = new Thread(task, "mosha-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Failure(Failure.REFUSED, otherwise + " within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.REFUSED, "interrupted", e);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        }
    }

    private static Failure refused(Throwable cause) {
        if (cause instanceof Failure) {
            return (Failure) cause;
        }
        if (cause instanceof SecurityException) {
            return new Failure(Failure.REFUSED, "the login was refused: " + cause.getMessage(), cause);
        }
        if (cause instanceof AttachNotSupportedException) {
            return new Failure(Failure.REFUSED, "cannot attach to the daemon: " + cause.getMessage(), cause);
        }
        return new Failure(Failure.REFUSED, "cannot connect to the daemon: " + innermost(cause), cause);
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
