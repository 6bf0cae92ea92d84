package org.mosha.jmx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationBroadcasterSupport;
import org.mosha.node.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to JMX listeners on a thread of its own, since a listener may take its time and the node must
 * not wait for it. When listeners are too slow, the oldest notices are dropped; the sequence numbers show it.
 */
final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private record Waiting(Notice notice, long sequence) {}

    private final NotificationBroadcasterSupport listeners = new NotificationBroadcasterSupport(Notices.infos());
    private final BlockingQueue<Waiting> queue;
    private final AtomicLong sequence = new AtomicLong();
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

    /** Takes a notice; never waits. */
    void accept(Notice notice) {
        Waiting waiting = new Waiting(notice, sequence.incrementAndGet());
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

    @Override
    public void close() {
        thread.interrupt();
    }

    private void sendAll() {
        try {
            while (true) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("notifications end");
        }
    }

    private void send(Waiting waiting) {
        try {
            listeners.sendNotification(Notices.notification(waiting.notice(), waiting.sequence()));
            sent.incrementAndGet();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be sent", waiting.notice().type(), e);
        }
    }
}
