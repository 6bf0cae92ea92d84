package org.mosha.app;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.mosha.exec.SystemdNotify;
import org.mosha.jmx.Beans;
import org.mosha.model.ProcessState;
import org.mosha.node.GroupView;
import org.mosha.node.NodeSnapshot;

/**
 * Has {@code systemctl status} show how the node is, and gives the groups the time that they need to stop, whatever the
 * unit says of that. There may be hundreds of snapshots in a second, of which systemd hears the last one.
 */
final class SystemdReport implements AutoCloseable {
    private static final long PAUSE_MILLIS = 300;
    /** Several times as long as the longest cycle; there is a snapshot after each. */
    private static final Duration MORE = Duration.ofSeconds(60);

    private final SystemdNotify systemd;
    private final AtomicReference<NodeSnapshot> newest = new AtomicReference<>();
    private final ScheduledExecutorService thread;
    private volatile boolean stopping;
    private boolean over;
    private String said = "";

    SystemdReport(SystemdNotify systemd) {
        this.systemd = systemd;
        this.thread =
                new ScheduledThreadPoolExecutor(1, SystemdReport::daemonThread, new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work, "mosha-systemd");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes the state; comes back at once. */
    void take(NodeSnapshot snapshot) {
        if (systemd.isHeard() && newest.getAndSet(snapshot) == null) {
            thread.schedule(this::tell, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** From now on the groups are being stopped. */
    void stopping() {
        stopping = true;
        systemd.stopping();
        systemd.extend(MORE);
    }

    /** Nothing of the groups is left; systemd goes on showing what it has heard last. */
    synchronized void stopped() {
        over = true;
        systemd.status("stopped");
    }

    private synchronized void tell() {
        if (over) {
            return;
        }
        NodeSnapshot snapshot = newest.getAndSet(null);
        String line = stopping ? stopping(snapshot) : Beans.summary(snapshot);
        if (!line.equals(said)) {
            said = line;
            systemd.status(line);
        }
        if (stopping && needsMore(snapshot)) {
            systemd.extend(MORE);
        }
    }

    /** What is being stopped, in one line. */
    static String stopping(NodeSnapshot snapshot) {
        return "stopping: "
                + snapshot.groups().values().stream()
                        .filter(GroupView::local)
                        .map(group -> group.name().value())
                        .collect(Collectors.joining(", "));
    }

    /** Whether waiting helps. Each entry is killed when its time is over, and is blocked if even that has not helped. */
    static boolean needsMore(NodeSnapshot snapshot) {
        return snapshot.groups().values().stream()
                .filter(GroupView::local)
                .flatMap(group -> group.processes().stream())
                .noneMatch(process -> process.state() == ProcessState.BLOCKED);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
