package org.mosha.jmx.remote;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.security.auth.Subject;
import org.mosha.jmx.RemoteUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a session for each login, up to limits for each user and for all. */
final class Sessions extends RMIJRMPServerImpl {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    static final int MOST = 200;
    /** How many one user may have. */
    static final int EACH = 40;
    /** How many only operators get. */
    static final int OPERATORS = 40;

    private final int port;
    private final RMIClientSocketFactory clients;
    private final RMIServerSocketFactory servers;
    private final Map<String, ?> environment;
    private final Roles roles;
    private final Consumer<RemoteUser> trusted;
    private final ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(SerialFilters.CALLS);
    private final Set<RMIConnection> open = ConcurrentHashMap.newKeySet();
    private final Places places = new Places(MOST, EACH, OPERATORS);

    Sessions(
            int port,
            RMIClientSocketFactory clients,
            RMIServerSocketFactory servers,
            Map<String, ?> environment,
            Roles roles,
            Consumer<RemoteUser> trusted)
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
        RemoteUser user = subject.getPrincipals(RemoteUser.class).iterator().next();
        if (!places.take(user)) {
            LOG.warn("remote JMX: {} is refused: all sessions for {} are taken", user, user.name());
            throw new SecurityException("all sessions for " + user.name() + " are taken: try again later");
        }
        try {
            Session session = new Session(this, connectionId, subject, user, environment, roles, trusted);
            trusted.accept(user);
            UnicastRemoteObject.exportObject(session, port, clients, servers, filter);
            open.add(session);
            LOG.info(
                    "remote JMX: {} has logged in, role {}",
                    user,
                    user.account().role());
            return session;
        } catch (IOException | RuntimeException e) {
            places.giveBack(user);
            throw e;
        }
    }

    @Override
    protected void closeClient(RMIConnection client) throws IOException {
        if (open.remove(client) && client instanceof Session session) {
            places.giveBack(session.user());
        }
        super.closeClient(client);
    }
}
