package org.mosha.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.mosha.jmx.NodeRow;

/**
 * The daemons of a demo and their files, from their start until nothing of them is left. Its end may come on another
 * thread at any moment, also while it starts.
 */
final class DemoCluster {
    static final int NODES = 3;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Duration MEET = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration DIE = Duration.ofSeconds(10);

    private final Path launcher;
    private final LeftoverStopper leftovers;
    private final PrintWriter err;
    private final List<DemoNode> nodes = new ArrayList<>();
    private Optional<DemoFiles> files = Optional.empty();
    private Optional<DemoEye> eye = Optional.empty();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean clean = true;

    DemoCluster(Path launcher, LeftoverStopper leftovers, PrintWriter err) {
        this.launcher = launcher;
        this.leftovers = leftovers;
        this.err = err;
    }

    /** Starts all daemons, waits until they see each other, and has the groups wanted. */
    DemoFiles start(Map<String, String> settings) throws Failure {
        if (!Files.isExecutable(launcher)) {
            throw new Failure(Failure.REFUSED, "cannot start daemons: no " + launcher);
        }
        say("starting " + NODES + " daemons");
        try {
            DemoFiles made = begin(settings);
            await(
                    BOOT,
                    "the daemons are not ready",
                    () -> nodes.stream().allMatch(n -> n.daemon().isPresent()));
            await(MEET, "the daemons do not see each other", this::seeEachOther);
            if (!isEnded()) {
                made.wantAll();
            }
            return made;
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "cannot start the demo: " + e.getMessage(), e);
        }
    }

    List<DemoNode> nodes() {
        return nodes;
    }

    /** Whether it is being taken down. */
    boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Waits so long, or until it is being taken down. */
    void pause(Duration time) {
        try {
            ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one of the daemons that run sees; empty when none answers. */
    Optional<DemoEye.Sight> look() {
        return isEnded() ? Optional.empty() : eye.flatMap(DemoEye::look);
    }

    /** Ends all that was started and removes all files; tells whether nothing is left. Later calls do nothing. */
    boolean end() {
        ended.countDown();
        synchronized (this) {
            if (files.isPresent()) {
                say("stopping the demo");
                eye.ifPresent(DemoEye::close);
                nodes.forEach(DemoNode::terminate);
                if (!none(DemoNode::isAlive, STOP)) {
                    complain("a daemon does not end, and is killed");
                    nodes.forEach(DemoNode::kill);
                    none(DemoNode::isAlive, DIE);
                }
                nodes.forEach(this::sweep);
                if (!none(DemoNode::isGuarded, DIE)) {
                    complain("a daemon's guard does not end");
                }
                remove(files.get());
                files = Optional.empty();
            }
            return clean;
        }
    }

    private synchronized DemoFiles begin(Map<String, String> settings) throws IOException {
        DemoFiles made = DemoFiles.make(NODES, settings);
        files = Optional.of(made);
        new DemoLeftovers(leftovers).sweep(made, this::say);
        for (int number = 1; number <= NODES && !isEnded(); number++) {
            nodes.add(DemoNode.start(number, made, launcher));
        }
        eye = Optional.of(new DemoEye(nodes));
        return made;
    }

    private boolean seeEachOther() {
        return look().filter(sight -> sight.nodes().stream().filter(NodeRow::up).count() == NODES)
                .isPresent();
    }

    private void await(Duration patience, String otherwise, BooleanSupplier condition) throws Failure {
        long end = System.nanoTime() + patience.toNanos();
        while (!isEnded() && !condition.getAsBoolean()) {
            Optional<DemoNode> dead = nodes.stream().filter(n -> !n.isAlive()).findFirst();
            if (dead.isPresent() && !isEnded()) {
                throw new Failure(Failure.REFUSED, dead.get().complaint());
            }
            if (System.nanoTime() - end >= 0) {
                throw new Failure(Failure.REFUSED, otherwise + " after " + patience.toSeconds() + " s");
            }
            pause(LOOK);
        }
    }

    /** Waits so long until there is no such node. */
    private boolean none(Predicate<DemoNode> such, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (nodes.stream().anyMatch(such)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** A daemon that was killed has left its groups' processes. */
    private void sweep(DemoNode node) {
        try {
            if (!leftovers.stop(files.orElseThrow().varDir(node.number()))) {
                complain("processes of node " + node.number() + " cannot be killed");
            }
            node.sweep();
        } catch (IOException e) {
            complain("cannot look for what node " + node.number() + " has left: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complain("interrupted while stopping what node " + node.number() + " has left");
        }
    }

    private void remove(DemoFiles made) {
        try {
            made.remove();
            if (clean) {
                say("all is stopped, and " + made.directory() + " removed");
            }
        } catch (IOException e) {
            complain("cannot remove " + made.directory() + ": " + e.getMessage());
        }
    }

    private void complain(String sentence) {
        clean = false;
        say(sentence);
    }

    private void say(String sentence) {
        err.println("mosha: " + sentence);
        err.flush();
    }
}
