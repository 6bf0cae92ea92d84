package org.mosha.jmx.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mosha.jmx.RemoteUser;
import org.mosha.jmx.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port of the connector. It has a limited number of connections at a time: when all are taken, a new one takes
 * the place of the oldest on which nobody has logged in. Nobody stays long without logging in.
 */
final class Entrance extends ServerSocket implements RMIServerSocketFactory {
    /** On how many connections nobody may have logged in yet. */
    static final int STRANGERS = 100;
    /** How many others there may be. A client has one for its calls, and one more while it listens. */
    static final int TRUSTED = 400;
    /** How many of those one user may have. */
    static final int TRUSTED_EACH = 100;
    /** How many of those only operators get. */
    static final int TRUSTED_OPERATORS = 100;
    /** How long it usually is that nobody may have logged in on a connection. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final int MOST_SHOWN = 300;
    private static final int BACKLOG = 128;
    private static final int CROWD = 32;
    private static final long CROWD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Speaks TLS over a connection, or just uses it. */
    @FunctionalInterface
    interface Talk {
        Socket over(Socket raw) throws IOException;
    }

    private final Talk talk;
    private final Duration patience;
    /** With what sends each away in the end; the oldest is the first. */
    private final Map<Visitor, Future<?>> strangers = new LinkedHashMap<>();

    private final Map<Visitor, RemoteUser> trusted = new HashMap<>();
    private final Places places = new Places(TRUSTED, TRUSTED_EACH, TRUSTED_OPERATORS);
    private final Refusals refusals = new Refusals();
    private final ThreadLocal<Visitor> speaking = new ThreadLocal<>();
    private final ScheduledThreadPoolExecutor deadlines;

    /** Takes the port of exactly one address, and how long nobody may have logged in on a connection. */
    Entrance(InetSocketAddress address, Talk talk, Duration patience) throws IOException {
        this.talk = talk;
        this.patience = patience;
        this.deadlines = new ScheduledThreadPoolExecutor(1, Entrance::thread);
        deadlines.setKeepAliveTime(patience.toMillis(), TimeUnit.MILLISECONDS);
        deadlines.allowCoreThreadTimeOut(true);
        // a deadline holds its connection: who comes and goes at once must not leave both behind until it is over
        deadlines.setRemoveOnCancelPolicy(true);
        setReuseAddress(true);
        bind(address, BACKLOG);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mosha-jmx-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** For RMI, which has one port for all its objects. */
    @Override
    public ServerSocket createServerSocket(int port) {
        return this;
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            Socket raw = super.accept();
            try {
                Visitor visitor = new Visitor(raw, talk.over(raw), this);
                admit(visitor);
                return visitor;
            } catch (IOException | RuntimeException e) {
                raw.close();
            }
        }
    }

    private void admit(Visitor visitor) {
        int crowd;
        synchronized (this) {
            if (strangers.size() >= STRANGERS) {
                sendOldestAway();
            }
            strangers.put(
                    visitor, deadlines.schedule(() -> sendAway(visitor), patience.toMillis(), TimeUnit.MILLISECONDS));
            crowd = strangers.size();
        }
        if (crowd > CROWD) {
            // what strangers can make RMI keep of them for a while is bounded by how fast they come
            LockSupport.parkNanos(CROWD_NANOS);
        }
    }

    private void sendOldestAway() {
        sendAway(strangers.keySet().iterator().next());
    }

    private synchronized void sendAway(Visitor visitor) {
        if (forget(visitor)) {
            visitor.cut();
        }
    }

    /** Takes a stranger, and the time left, off the list; false for who is not on it. */
    private boolean forget(Visitor visitor) {
        Future<?> deadline = strangers.remove(visitor);
        if (deadline == null) {
            return false;
        }
        deadline.cancel(false);
        return true;
    }

    /** A connection is closed. */
    synchronized void left(Visitor visitor) {
        forget(visitor);
        Optional.ofNullable(trusted.remove(visitor)).ifPresent(places::giveBack);
    }

    /** A connection comes to nothing before anybody has logged in, as no TLS can be spoken on it. */
    void refuses(Visitor visitor, String why) {
        String sentence = "a connection from " + visitor.address() + ": " + Shown.of(why, MOST_SHOWN);
        refusals.ofStranger(sentence, System.nanoTime()).forEach(LOG::warn);
    }

    /** The thread reads from a connection, and is going to carry out what it reads. */
    void reads(Visitor visitor) {
        speaking.set(visitor);
    }

    /** The address of the connection whose call the thread carries out. */
    String address() {
        Visitor visitor = speaking.get();
        return visitor == null ? "unknown" : visitor.address();
    }

    /**
     * A user who has logged in makes the call that the thread carries out; refused when the user has too many.
     *
     * @return what becomes true when the connection of the call breaks off
     */
    BooleanSupplier trust(RemoteUser user) {
        Visitor visitor = speaking.get();
        if (visitor == null) {
            return () -> false;
        }
        if (!visitor.isTrusted()) {
            trust(visitor, user);
        }
        return visitor.brokenOff();
    }

    private synchronized void trust(Visitor visitor, RemoteUser user) {
        if (!strangers.containsKey(visitor)) {
            return;
        }
        if (!places.take(user)) {
            throw new SecurityException("all connections for " + user.name() + " are taken: try again later");
        }
        forget(visitor);
        trusted.put(visitor, user);
        visitor.trust();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        super.close();
    }
}
