package org.mosha.jmx.remote;

import java.io.IOException;
import java.rmi.MarshalledObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.InstanceNotFoundException;
import javax.management.ObjectName;
import javax.management.remote.NotificationResult;
import javax.management.remote.rmi.RMIConnectionImpl;
import javax.management.remote.rmi.RMIServerImpl;
import javax.security.auth.Subject;

/** What a client has from logging in until it closes. */
final class Session extends RMIConnectionImpl {
    private static final int MOST_LISTENERS = 1000;

    private final Runnable trusted;
    private final AtomicInteger listeners = new AtomicInteger();

    Session(RMIServerImpl server, String id, Subject subject, Map<String, ?> environment, Runnable trusted) {
        super(server, id, ClassLoader.getPlatformClassLoader(), subject, environment);
        this.trusted = trusted;
    }

    /** Waits on a connection of its own, on which there may be no other call. */
    @Override
    public NotificationResult fetchNotifications(long sequence, int most, long timeout) throws IOException {
        trusted.run();
        return super.fetchNotifications(sequence, most, timeout);
    }

    @Override
    public Integer[] addNotificationListeners(
            ObjectName[] names, @SuppressWarnings("rawtypes") MarshalledObject[] filters, Subject[] subjects)
            throws InstanceNotFoundException, IOException {
        if (names != null && listeners.addAndGet(names.length) > MOST_LISTENERS) {
            throw new SecurityException("too many listeners: connect anew");
        }
        return super.addNotificationListeners(names, filters, subjects);
    }
}
