package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether another daemon runs under this node's number. Who joins is a later life of the node, and the others
 * take from it that nothing of the earlier one runs any more. So of any mark that was left it has to be seen for the
 * whole session that it says whether it counts on. There are three exceptions: a daemon that ended cleanly has left
 * none; of one that has died, the guard may have proven that nothing is left; and one of this very machine, boot and
 * var.dir shows by its process that it is gone, and what it left was stopped before. Of another boot nothing is known:
 * a container elsewhere may have this host's name.
 */
final class Rival {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration WORTH_SAYING = Duration.ofSeconds(5);

    /** What is there and is no mark: nothing is known of who has left it. */
    private static final NodeMark ILLEGIBLE =
            new NodeMark("", 0, "", 0, MOST.dividedBy(2), false, Optional.empty(), Duration.ZERO);

    /** Which lives of this node have claims. */
    interface Claimants {
        /** Looks. */
        Set<String> lives() throws IOException;
    }

    private final NodeId self;
    private final String host;
    private final String machine;
    private final Duration timeout;
    private final Claimants claimants;
    private final Clocks clocks;
    private final WatchedFile file;
    private final WatchedFile gone;
    private Optional<NodeMark> first = Optional.empty();

    Rival(DirectorySetup setup, Claimants claimants, Clocks clocks) {
        this.self = setup.self();
        this.host = setup.host();
        this.machine = setup.machine();
        this.timeout = setup.timeout();
        this.claimants = claimants;
        this.clocks = clocks;
        this.file = WatchedFile.readEachTime(setup.layout().file(self, DirectoryLayout.MARK));
        this.gone = WatchedFile.readEachTime(setup.layout().gone(self));
    }

    /** Looks for the first time; for how long {@link #refuse} has to look on. */
    Duration look() throws IOException {
        first = mark();
        return hasEnded(first) ? Duration.ZERO : patience(first.orElse(ILLEGIBLE));
    }

    /** Returns when there is none, and refuses when there is, or when that is given up before it is known. */
    void refuse(BooleanSupplier givenUp) throws IOException {
        Duration wait = look();
        if (wait.compareTo(WORTH_SAYING) > 0) {
            LOG.info(
                    "waits for up to {} s until nothing of the last daemon of node {} can run any more: {}",
                    wait.toSeconds(),
                    self,
                    last());
        }
        long end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() - end < 0) {
            if (givenUp.getAsBoolean()) {
                throw new IOException("something of the last daemon of node " + self + " may still run: " + last());
            }
            LockSupport.parkNanos(LOOK.toNanos());
            Optional<NodeMark> now = mark();
            if (hasEnded(now)) {
                return;
            }
            if (now.isPresent()) {
                requireStill(now.get());
            }
        }
    }

    private String last() {
        return first.filter(mark -> !mark.incarnation().isEmpty())
                .map(mark -> "host " + mark.host() + " (pid " + mark.pid() + ")")
                .orElse("it has left " + (first.isPresent() ? "a damaged " : "claims and no ") + DirectoryLayout.MARK);
    }

    private void requireStill(NodeMark now) throws IOException {
        NodeMark before = first.orElse(ILLEGIBLE);
        if (now.heartbeat() != before.heartbeat() || !now.incarnation().equals(before.incarnation())) {
            throw new IOException(sentence(self, now) + ", seen " + Math.max(0, age().toSeconds()) + " s ago");
        }
    }

    static String sentence(NodeId self, NodeMark other) {
        return "node " + self + " is already run by host " + other.host() + " (pid " + other.pid() + ")";
    }

    private Duration patience(NodeMark mark) throws IOException {
        Duration silent = mark.interval().multipliedBy(2).plus(LOOK.multipliedBy(4));
        Duration bounded = longer(mark.session(), silent.compareTo(MOST) < 0 ? silent : MOST);
        boolean lost = mark.incarnation().isEmpty() && mayClaimantRun();
        return lost ? longer(bounded, timeout.multipliedBy(2)) : bounded;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Where no mark is left, the last daemon has ended cleanly if it has left no claim either. */
    private boolean hasEnded(Optional<NodeMark> mark) throws IOException {
        return mark.isPresent()
                ? isDeadHere(mark.get()) || isProvenGone(mark.get().incarnation())
                : !mayClaimantRun();
    }

    private boolean mayClaimantRun() throws IOException {
        return !claimants.lives().stream().allMatch(this::isProvenGone);
    }

    private boolean isDeadHere(NodeMark mark) {
        boolean here =
                mark.host().equals(host) && !machine.isEmpty() && mark.machine().equals(machine);
        boolean alive = mark.pid() != ProcessHandle.current().pid() && ProcessSpace.lives(mark.pid());
        return here && !alive;
    }

    private boolean isProvenGone(String life) {
        gone.look();
        return !life.isEmpty()
                && gone.content().filter(c -> c.text().trim().equals(life)).isPresent();
    }

    private Duration age() {
        Instant written = file.time().map(t -> t.toInstant()).orElse(Instant.EPOCH);
        return Duration.between(written, clocks.wall());
    }

    /** What is there now; one that cannot be read may be anybody's. */
    private Optional<NodeMark> mark() throws IOException {
        file.look();
        if (file.trouble().isPresent()) {
            throw new IOException(file.trouble().get());
        }
        return file.content().map(c -> NodeMark.parse(c.text()).orElse(ILLEGIBLE));
    }
}
