package org.mosha.jmx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.mosha.node.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to JMX listeners on a thread of its own, since a listener may take its time and the node must
 * not wait for it. A notice waits until the beans show what it tells of, so that who hears of a change and looks, sees
 * it. Only of many at once the first ones go ahead: a connector keeps so many for its clients, and loses what comes in a
 * rush beyond that. When listeners are too slow, the oldest notices are dropped; the sequence numbers show it.
 */
final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** How many wait for the beans; well below what is kept for clients. */
    static final int UNSEEN = 2000;

    private record Waiting(Notice notice, long sequence) {}

    /** Who listens. */
    private static final class Listeners extends NotificationBroadcasterSupport {
        private volatile boolean everHeard;

        Listeners() {
            super(Notices.infos());
        }

        @Override
        public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
            everHeard = true;
            super.addNotificationListener(listener, filter, handback);
        }
    }

    private final Listeners listeners = new Listeners();
    private final BlockingQueue<Waiting> queue;
    private final Deque<Waiting> unseen = new ArrayDeque<>();
    private long sequence;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::sendAll, "mosha-jmx-notifications");

    /** Takes how many notices may wait. */
    Notifier(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        thread.setDaemon(true);
    }

    void open() {
        thread.start();
    }

    /** Takes a notice, to be sent after the next {@link #release}; never waits. */
    synchronized void accept(Notice notice) {
        sequence++;
        unseen.addLast(new Waiting(notice, sequence));
        if (unseen.size() > UNSEEN) {
            enqueue(unseen.removeFirst());
        }
    }

    /** Sends what was taken: the beans show it from now on. Never waits. */
    synchronized void release() {
        unseen.forEach(this::enqueue);
        unseen.clear();
    }

    private void enqueue(Waiting waiting) {
        while (!queue.offer(waiting)) {
            if (queue.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    long sent() {
        return sent.get();
    }

    long dropped() {
        return dropped.get();
    }

    NotificationBroadcasterSupport listeners() {
        return listeners;
    }

    /** Sends what there is, and ends. */
    @Override
    public void close() {
        release();
        thread.interrupt();
    }

    private void sendAll() {
        try {
            while (true) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            queue.forEach(this::send);
            LOG.debug("notifications end");
        }
    }

    private void send(Waiting waiting) {
        try {
            // to make what nobody gets takes a tenth of a second of processor time when a thousand groups start
            if (listeners.everHeard) {
                listeners.sendNotification(Notices.notification(waiting.notice(), waiting.sequence()));
            }
            sent.incrementAndGet();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be sent", waiting.notice().type(), e);
        }
    }
}
