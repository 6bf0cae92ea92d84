package org.mosha.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A node: it joins the cluster when it is opened, and lives on a thread of its own until it is told to stop. */
public final class MoshaNode {
    /** What stopping may take longer than the stop ladders on a busy machine, until it is told that it does not come to an end. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final NodeCore core;
    private final NodeStep step;
    private final ClusterEngine engine;
    private final Journal journal;
    private final Clocks clocks;
    private final Adapters.Beat beat;
    private final NodeDoor door;
    private final CompletableFuture<String> stopWish = new CompletableFuture<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    private MoshaNode(
            Inbox inbox, NodeCore core, ClusterEngine engine, Journal journal, Clocks clocks, Adapters.Beat beat) {
        this.inbox = inbox;
        this.core = core;
        this.step = new NodeStep(core, journal);
        this.engine = engine;
        this.journal = journal;
        this.clocks = clocks;
        this.beat = beat;
        this.door = new NodeDoor(core, inbox, engine, journal);
    }

    /**
     * Joins the cluster and does the first cycle, on the caller's thread.
     *
     * @param setup what the node needs to know
     * @param clocks the clocks
     * @param engine the engine, not open yet
     * @param adapters what else it has done by others
     * @return the node, ready to be started
     * @throws IOException when it cannot join, with a sentence that says why
     */
    public static MoshaNode open(NodeSetup setup, Clocks clocks, ClusterEngine engine, Adapters adapters)
            throws IOException {
        Inbox inbox = new Inbox();
        Journal journal = new Journal(clocks);
        FirstView first = new FirstView(inbox, adapters);
        engine.open(first);
        NodeCore core = new NodeCore(setup, clocks, engine, adapters, inbox, journal, first.get());
        return new MoshaNode(inbox, core, engine, journal, clocks, adapters.beat());
    }

    /** Keeps the first view for the node's beginning, and puts the later ones into the inbox. */
    private static final class FirstView implements ClusterEngine.Listener {
        private final Inbox inbox;
        private final Adapters adapters;
        private EngineView first;

        private FirstView(Inbox inbox, Adapters adapters) {
            this.inbox = inbox;
            this.adapters = adapters;
        }

        @Override
        public void waits(String why) {
            adapters.waits(why);
        }

        @Override
        public boolean isGivenUp() {
            return adapters.isGivenUp();
        }

        @Override
        public void changed(EngineView view) {
            synchronized (this) {
                if (first == null) {
                    first = view;
                    return;
                }
            }
            inbox.put(new NodeEvent.OfEngine(view));
        }

        private synchronized EngineView get() {
            return Objects.requireNonNull(first, "the engine has shown nothing");
        }
    }

    /**
     * What the outside may see and ask.
     *
     * @return safe on any thread
     */
    public NodeControl control() {
        return door;
    }

    /**
     * Keeps a line in the history.
     *
     * @param line what somebody did, and who
     */
    public void remember(String line) {
        journal.remember(line);
    }

    /** Starts the node's thread. Whoever runs the node ends the process when that dies. */
    public void start() {
        new Thread(this::run, "mosha-node").start();
    }

    /**
     * Has this node run nothing until there is a guard: nobody would kill what runs if this process died.
     *
     * @param why why there is none, in one line
     */
    public void unguarded(String why) {
        inbox.put(new NodeEvent.Order(() -> core.standingBy().unguarded(why)));
    }

    /** Tells that there is a guard again. */
    public void guarded() {
        inbox.put(new NodeEvent.Order(core.standingBy()::guarded));
    }

    /**
     * Has all groups stopped, in order, and the cluster left. Returns at once.
     *
     * @param why one line
     */
    public void stop(String why) {
        if (stopWish.complete(why)) {
            inbox.put(new NodeEvent.Order(() -> {}));
        }
    }

    /**
     * Waits until the node has ended.
     *
     * @return whether it ended in order, with nothing of any group alive
     * @throws InterruptedException when the caller is interrupted
     */
    public boolean awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try {
            while (!stopWish.isDone()) {
                turn(core.longestWait());
            }
            halt(stopWish.join());
            end.complete(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.complete(false);
        }
    }

    /** Handles what has happened; tells whether there was a cycle. */
    private boolean turn(long waitNanos) throws InterruptedException {
        List<NodeEvent> events = take(Math.min(waitNanos, beat.interval().toNanos()));
        beat.run().run();
        long begin = clocks.nanos();
        boolean cycled = step.run(events);
        core.tookTime(0, clocks.nanos() - begin);
        return cycled;
    }

    /** Waits in slices, so that it can tell when it was not woken in time. */
    private List<NodeEvent> take(long waitNanos) throws InterruptedException {
        List<NodeEvent> events = List.of();
        long begin = clocks.nanos();
        long left = waitNanos;
        do {
            long slice = Math.max(0, Math.min(left, core.sliceNanos()));
            long asleep = clocks.nanos();
            events = inbox.take(slice);
            core.tookTime(slice, clocks.nanos() - asleep);
            left = waitNanos - (clocks.nanos() - begin);
        } while (events.isEmpty() && left > 0);
        return events;
    }

    /**
     * Stops all groups, and leaves the cluster when nothing of them lives any more: who left before would give a group to
     * another node while something of it runs here.
     */
    private void halt(String why) throws InterruptedException {
        Halting halting = core.halting();
        halting.halt(why);
        long deadline = clocks.nanos() + halting.bound().plus(STOP_GRACE).toNanos();
        boolean told = false;
        while (!halting.isDone()) {
            boolean late = clocks.nanos() - deadline >= 0;
            if (late && !told) {
                told = true;
                journal.error("these groups cannot be stopped, and this node does not leave its cluster before: "
                        + halting.left());
            }
            if (turn(late ? core.longestWait() : Math.min(core.longestWait(), deadline - clocks.nanos()))) {
                halting.halt(why);
            }
        }
        engine.close();
        journal.info("all groups are halted");
    }
}
