package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/**
 * Finds out whether another daemon runs under this node's number. One that ended cleanly has left no mark, and one of
 * this host whose process is gone needs no waiting for; of any other mark it has to be seen whether it counts on.
 */
final class Rival {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final NodeId self;
    private final String host;
    private final Clocks clocks;

    Rival(NodeId self, String host, Clocks clocks) {
        this.self = self;
        this.host = host;
        this.clocks = clocks;
    }

    /** Returns when there is none, and refuses when there is. */
    void refuse(WatchedFile file) throws IOException {
        file.look();
        NodeMark first = mark(file);
        if (first == null || hasEnded(first)) {
            return;
        }
        Duration wait = first.interval().multipliedBy(2).plus(LOOK.multipliedBy(4));
        long end = System.nanoTime() + (wait.compareTo(MOST) < 0 ? wait : MOST).toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
            file.look();
            NodeMark now = mark(file);
            if (now == null) {
                return;
            }
            if (now.heartbeat() != first.heartbeat() || !now.incarnation().equals(first.incarnation())) {
                throw new IOException(
                        sentence(self, now) + ", seen " + Math.max(0, age(file).toSeconds()) + " s ago");
            }
        }
    }

    static String sentence(NodeId self, NodeMark other) {
        return "node " + self + " is already run by host " + other.host() + " (pid " + other.pid() + ")";
    }

    private boolean hasEnded(NodeMark mark) {
        boolean alive = mark.pid() != ProcessHandle.current().pid()
                && ProcessHandle.of(mark.pid()).isPresent();
        return mark.host().equals(host) && !alive;
    }

    private Duration age(WatchedFile file) {
        Instant written = file.time().map(t -> t.toInstant()).orElse(Instant.EPOCH);
        return Duration.between(written, clocks.wall());
    }

    private static NodeMark mark(WatchedFile file) {
        return file.content().flatMap(c -> NodeMark.parse(c.text())).orElse(null);
    }
}
