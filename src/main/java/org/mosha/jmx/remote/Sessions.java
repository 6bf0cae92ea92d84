package org.mosha.jmx.remote;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.security.auth.Subject;
import org.mosha.jmx.RemoteUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a session for each login, up to limits for each user and for all. Of a client that was killed RMI knows for a minute
 * yet; when there is no place left, such sessions give theirs.
 */
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
    private final Function<RemoteUser, BooleanSupplier> trusted;
    private final ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(SerialFilters.CALLS);
    private final Set<RMIConnection> open = ConcurrentHashMap.newKeySet();
    /** By the very object that stands for a login. */
    private final Map<RemoteUser, Session> byLogin = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Places places = new Places(MOST, EACH, OPERATORS);

    Sessions(
            int port,
            RMIClientSocketFactory clients,
            RMIServerSocketFactory servers,
            Map<String, ?> environment,
            Roles roles,
            Function<RemoteUser, BooleanSupplier> trusted)
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
        if (!places.take(user) && !(endBrokenOff() && places.take(user))) {
            LOG.warn("remote JMX: {} is refused: all sessions for {} are taken", user, user.name());
            throw new SecurityException("all sessions for " + user.name() + " are taken: try again later");
        }
        try {
            Session session = new Session(this, connectionId, subject, user, environment, roles, this::heard);
            byLogin.put(user, session);
            heard(user);
            UnicastRemoteObject.exportObject(session, port, clients, servers, filter);
            open.add(session);
            LOG.info(
                    "remote JMX: {} has logged in, role {}",
                    user,
                    user.account().role());
            return session;
        } catch (IOException | RuntimeException e) {
            byLogin.remove(user);
            places.giveBack(user);
            throw e;
        }
    }

    /** A user makes the call that the thread carries out. */
    void heard(RemoteUser user) {
        BooleanSupplier brokenOff = trusted.apply(user);
        Session session = byLogin.get(user);
        if (session != null) {
            session.isHeardOn(brokenOff);
        }
    }

    /** Tells whether there was any. */
    private boolean endBrokenOff() throws IOException {
        boolean any = false;
        for (RMIConnection connection : open) {
            if (connection instanceof Session session && session.isBrokenOff()) {
                LOG.info("remote JMX: {} has broken off", session.user());
                session.close();
                any = true;
            }
        }
        return any;
    }

    @Override
    protected void closeClient(RMIConnection client) throws IOException {
        if (open.remove(client) && client instanceof Session session) {
            byLogin.remove(session.user());
            places.giveBack(session.user());
        }
        super.closeClient(client);
    }
}
