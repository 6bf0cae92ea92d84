package org.mosha.jmx.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.mosha.config.Account;
import org.mosha.config.JmxSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remote JMX: takes its port early, when a daemon that cannot have it has not begun anything, and serves later. */
public final class RemoteJmx implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJmx.class);
    private static final String NAME = "jmxrmi";
    private static final String RMI_HOST = "java.rmi.server.hostname";
    /** How long RMI keeps what it knows of a client that is silent. */
    private static final String LEASE_MILLIS = "60000";

    private final JmxSettings settings;
    private final AccountFiles accounts;
    private final Tls tls;
    private final Entrance entrance;
    private JMXConnectorServer connectors;
    private Registry registry;

    private RemoteJmx(JmxSettings settings, AccountFiles accounts, Tls tls, Entrance entrance) {
        this.settings = settings;
        this.accounts = accounts;
        this.tls = tls;
        this.entrance = entrance;
    }

    /**
     * Reads the files that the settings name, and takes the port; whoever connects waits for {@link #serve}.
     *
     * @param settings settings without errors, with a port
     * @return what is to serve
     * @throws IOException when a file or the port is not as it has to be, with a sentence that says so
     */
    public static RemoteJmx open(JmxSettings settings) throws IOException {
        AccountFiles accounts = AccountFiles.read(settings);
        Tls tls = settings.tls() ? Tls.read(settings) : Tls.NONE;
        accounts.warnings().forEach(LOG::warn);
        tls.warnings().forEach(LOG::warn);
        InetSocketAddress address = address(settings);
        try {
            return new RemoteJmx(settings, accounts, tls, new Entrance(address, tls::over, Entrance.PATIENCE));
        } catch (IOException e) {
            throw new IOException(
                    "remote JMX cannot listen on " + settings.host() + ", port " + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads the files that the settings name, as {@link #open} does, and takes no port.
     *
     * @param settings settings without errors, with a port
     * @return what does not keep a daemon from starting, but is worth a look, each a sentence
     * @throws IOException when a daemon would not start, with the sentence that it would say
     */
    public static List<String> check(JmxSettings settings) throws IOException {
        List<String> warnings = new ArrayList<>(AccountFiles.read(settings).warnings());
        if (settings.tls()) {
            warnings.addAll(Tls.read(settings).warnings());
        }
        address(settings);
        return warnings;
    }

    private static InetSocketAddress address(JmxSettings settings) throws IOException {
        InetAddress host;
        try {
            host = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new IOException("jmx.host " + settings.host() + " is not known", e);
        }
        if (!settings.tls() && !host.isLoopbackAddress()) {
            throw new IOException("jmx.host " + settings.host() + " is " + host.getHostAddress()
                    + ", which is not loopback: it needs jmx.tls=true");
        }
        return new InetSocketAddress(host, settings.port().orElseThrow());
    }

    /**
     * Without remote JMX, has local tools told this machine's loopback address. RMI would ask for the host's own name
     * otherwise, and the first of them would wait 20 s for a name server that does not answer. Whoever has switched the
     * JDK's own remote agent on, or has set a name, gets what he wants.
     */
    public static void localOnly() {
        if (System.getProperty("com.sun.management.jmxremote.port") == null && System.getProperty(RMI_HOST) == null) {
            System.setProperty(RMI_HOST, "127.0.0.1");
        }
    }

    /**
     * Lets clients in.
     *
     * @param beans what they see
     * @throws IOException when RMI does not do it
     */
    public synchronized void serve(MBeanServer beans) throws IOException {
        int port = entrance.getLocalPort();
        // RMI tells clients this address for all further calls
        System.setProperty(RMI_HOST, settings.host());
        System.setProperty("java.rmi.dgc.leaseValue", LEASE_MILLIS);
        RMIClientSocketFactory clients = tls.clients();
        Map<String, ?> environment = Map.of(
                JMXConnectorServer.AUTHENTICATOR,
                new Login(accounts, entrance::address, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos())),
                RMIConnectorServer.CREDENTIALS_FILTER_PATTERN,
                SerialFilters.CREDENTIALS,
                RMIConnectorServer.SERIAL_FILTER_PATTERN,
                SerialFilters.CALLS,
                JMXConnectorServerFactory.DEFAULT_CLASS_LOADER,
                ClassLoader.getPlatformClassLoader());
        Roles roles = user -> accounts.of(user).map(Account::role);
        Sessions sessions = new Sessions(port, clients, entrance, environment, roles, entrance::trust);
        connectors =
                new RMIConnectorServer(new JMXServiceURL("rmi", settings.host(), port), environment, sessions, beans);
        connectors.setMBeanServerForwarder(new RoleGuard(roles, sessions::heard));
        connectors.start();
        registry = LocateRegistry.createRegistry(port, clients, entrance);
        registry.rebind(NAME, sessions.toStub());
        LOG.info(
                "remote JMX listens on {}, port {}, {}",
                settings.host(),
                port,
                settings.tls() ? "with TLS" : "for this machine only");
    }

    /** Sends all clients away, and gives the port back. */
    @Override
    public synchronized void close() {
        try {
            if (registry != null) {
                UnicastRemoteObject.unexportObject(registry, true);
            }
            if (connectors != null) {
                connectors.stop();
            }
            entrance.close();
        } catch (IOException e) {
            LOG.debug("remote JMX did not end well", e);
        }
    }
}
