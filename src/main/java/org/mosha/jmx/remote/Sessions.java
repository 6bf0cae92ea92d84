package org.mosha.jmx.remote;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.security.auth.Subject;

/** Makes a session for each login, up to a limit. */
final class Sessions extends RMIJRMPServerImpl {
    static final int MOST = 200;

    private final int port;
    private final RMIClientSocketFactory clients;
    private final RMIServerSocketFactory servers;
    private final Map<String, ?> environment;
    private final Roles roles;
    private final Runnable trusted;
    private final ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(SerialFilters.CALLS);
    private final Set<RMIConnection> open = new HashSet<>();

    Sessions(
            int port,
            RMIClientSocketFactory clients,
            RMIServerSocketFactory servers,
            Map<String, ?> environment,
            Roles roles,
            Runnable trusted)
            throws IOException {
        super(port, clients, servers, environment);
        this.port = port;
        this.clients = clients;
        this.servers = servers;
        this.environment = environment;
        this.roles = roles;
        this.trusted = trusted;
    }

    @Override
    protected RMIConnection makeClient(String connectionId, Subject subject) throws IOException {
        Session session = new Session(this, connectionId, subject, environment, roles, trusted);
        synchronized (open) {
            if (open.size() >= MOST) {
                throw new SecurityException("all " + MOST + " sessions are taken: try again later");
            }
            open.add(session);
        }
        UnicastRemoteObject.exportObject(session, port, clients, servers, filter);
        trusted.run();
        return session;
    }

    @Override
    protected void closeClient(RMIConnection client) throws IOException {
        synchronized (open) {
            open.remove(client);
        }
        super.closeClient(client);
    }
}
