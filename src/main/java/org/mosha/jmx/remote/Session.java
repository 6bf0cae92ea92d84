package org.mosha.jmx.remote;

import java.io.IOException;
import java.rmi.MarshalledObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.ObjectName;
import javax.management.remote.NotificationResult;
import javax.management.remote.rmi.RMIConnectionImpl;
import javax.management.remote.rmi.RMIServerImpl;
import javax.security.auth.Subject;
import org.mosha.jmx.RemoteUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client has from logging in until it closes, or the account is not what it was any more. */
final class Session extends RMIConnectionImpl {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int MOST_LISTENERS = 1000;

    private final RemoteUser user;
    private final Roles roles;
    private final Consumer<RemoteUser> trusted;
    private volatile BooleanSupplier brokenOff = () -> false;
    private final AtomicInteger listeners = new AtomicInteger();

    Session(
            RMIServerImpl server,
            String id,
            Subject subject,
            RemoteUser user,
            Map<String, ?> environment,
            Roles roles,
            Consumer<RemoteUser> trusted) {
        super(server, id, ClassLoader.getPlatformClassLoader(), subject, environment);
        this.user = user;
        this.roles = roles;
        this.trusted = trusted;
    }

    /** Who has logged in. */
    RemoteUser user() {
        return user;
    }

    /** The last call has come on a connection, of which this becomes true when it breaks off. */
    void isHeardOn(BooleanSupplier connection) {
        brokenOff = connection;
    }

    /** Whether the connection of the last call has broken off. */
    boolean isBrokenOff() {
        return brokenOff.getAsBoolean();
    }

    /**
     * Waits on a connection of its own, on which there may be no other call. The JDK answers it from a buffer of its
     * own, past the {@link RoleGuard}; whose account is gone when the wait is over gets nothing any more. The refusal is
     * an IOException: with any other the JDK's client stops listening and tells nobody.
     */
    @Override
    public NotificationResult fetchNotifications(long sequence, int most, long timeout) throws IOException {
        try {
            requireLogin();
            trusted.accept(user);
            NotificationResult heard = super.fetchNotifications(sequence, most, timeout);
            requireLogin();
            return heard;
        } catch (SecurityException e) {
            throw new IOException(e.getMessage());
        }
    }

    /** Looks at the account here: the JDK asks the {@link RoleGuard} for nobody, before Java 18. */
    @Override
    public Integer[] addNotificationListeners(
            ObjectName[] names, @SuppressWarnings("rawtypes") MarshalledObject[] filters, Subject[] subjects)
            throws InstanceNotFoundException, IOException {
        requireLogin();
        if (names != null && listeners.addAndGet(names.length) > MOST_LISTENERS) {
            throw new SecurityException("too many listeners: connect anew");
        }
        return super.addNotificationListeners(names, filters, subjects);
    }

    private void requireLogin() throws IOException {
        try {
            roles.now(user);
        } catch (SecurityException e) {
            LOG.info("remote JMX: the login of {} is over", user);
            close();
            throw e;
        }
    }
}
