package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.Attempt;
import org.mosha.engine.Call;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.Wishes;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.ClusterEngine;
import org.mosha.node.EngineView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster engine on a shared directory. All that touches the directory happens on the thread
 * {@code mosha-engine}, since a shared filesystem may not answer for long; the node's thread only leaves its newest
 * wishes. The engine looks at the files every so often, and tells what changed; a lone node does so seldom where
 * the kernel tells of changes.
 */
public final class DirectoryEngine implements ClusterEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryEngine.class);
    /** How often a lone node looks where the kernel tells when there is a reason to. */
    private static final Duration SELDOM = Duration.ofSeconds(10);

    /** How long it takes until it is looked again because the kernel tells so. */
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STALL = Duration.ofSeconds(3);
    private static final long IDLE = Long.MIN_VALUE;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(4);

    private final Clocks clocks;
    private final Duration poll;
    private final Wishes<OwnStatus.Publication> wishes = new Wishes<>();
    private final Outlook outlook;
    private final Thread thread;
    private final String node;
    private Telling telling;
    /** What was said last; the node's own thread has it. */
    private OwnStatus.Publication said;

    private final ClaimSlices slices = new ClaimSlices();
    private long lookedNanos;
    private volatile boolean resting;

    private volatile long busySince = IDLE;
    /** Nobody waits for the heartbeat of a lone node, which can be written with what is due next, if that is soon. */
    private volatile boolean alone;

    private volatile boolean open;
    private volatile boolean ended;

    /**
     * Makes an engine that does nothing yet.
     *
     * @param setup what it needs to know
     * @param poll how long it takes at most until a change of a file is seen while this node is alone, where the kernel
     *     does not tell of it; with others, two fifths of it
     * @param clocks what ages are measured with
     * @param checks which versions of the operator's files may spread
     */
    public DirectoryEngine(DirectorySetup setup, Duration poll, Clocks clocks, ConfigChecks checks) {
        this.clocks = Objects.requireNonNull(clocks, "clocks");
        this.poll = Objects.requireNonNull(poll, "poll");
        this.outlook = new Outlook(setup, clocks, checks, wishes::touched);
        this.node = setup.self().toString();
        this.thread = new Thread(this::run, "mosha-engine");
        // a filesystem that does not answer must not keep the daemon from ending
        this.thread.setDaemon(true);
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public void open(Listener to) throws IOException {
        telling = new Telling(Objects.requireNonNull(to, "listener"));
        thread.start();
        Thread watch = new Thread(this::watch, "mosha-engine-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            AtomicReference<Duration> waits = new AtomicReference<>();
            await(OPEN_PATIENCE, () -> waits.set(outlook.prepare()), to::isGivenUp);
            await(
                    OPEN_PATIENCE.plus(waits.get()),
                    () -> {
                        outlook.begin(to::isGivenUp);
                        look(true);
                        open = true;
                    },
                    to::isGivenUp);
        } catch (IOException e) {
            ended = true;
            wishes.look();
            throw e;
        }
    }

    @Override
    public void publish(ClStat own, HaStat consolidated, boolean standby, Duration session) {
        OwnStatus.Publication next = new OwnStatus.Publication(own, consolidated, standby, session, clocks.nanos());
        boolean urgent = !alone || resting || !next.saysTheSameAs(said);
        said = next;
        wishes.publish(next, urgent);
    }

    @Override
    public void claim(GroupName group, long overEpoch) {
        claimAll(Map.of(group, overEpoch));
    }

    @Override
    public void claimAll(Map<GroupName, Long> overEpochs) {
        Map<GroupName, Wishes.OfClaim> all = new LinkedHashMap<>();
        overEpochs.forEach((group, epoch) -> all.put(group, new Wishes.OfClaim.Take(epoch)));
        wishes.ofClaims(all);
    }

    @Override
    public void release(GroupName group, long epoch) {
        wishes.ofClaims(Map.of(group, new Wishes.OfClaim.GiveBack(epoch)));
    }

    @Override
    public Heartbeat heard() {
        return outlook.heard();
    }

    @Override
    public void fencing(NodeId node, FenceWord word) {
        wishes.fence(node, word);
    }

    @Override
    public void look() {
        wishes.look();
    }

    @Override
    public void look(Runnable then) {
        wishes.look();
        // the first task may come into the batch of the look, and before it; the second one comes after that
        wishes.task(() -> wishes.task(then));
    }

    @Override
    public void writeHactl(UnaryOperator<String> edit) throws IOException {
        await(PATIENCE, () -> {
            outlook.edit(edit);
            look(false);
        });
    }

    @Override
    public void standby(boolean standby, boolean everywhere) throws IOException {
        await(PATIENCE, () -> {
            outlook.standby(standby, everywhere);
            look(false);
        });
    }

    @Override
    public void close() {
        if (!open) {
            ended = true;
            return;
        }
        try {
            await(CLOSE_PATIENCE, () -> {
                ended = true;
                open = false;
                outlook.end();
            });
        } catch (IOException e) {
            LOG.warn("node {} has not left its cluster cleanly: {}", node, e.getMessage());
        }
        ended = true;
    }

    private void run() {
        long next = System.nanoTime();
        while (!ended) {
            try {
                busySince = IDLE;
                Wishes.Batch<OwnStatus.Publication> batch = wishes.take(Math.max(0, next - System.nanoTime()));
                busySince = System.nanoTime();
                batch.tasks().forEach(Runnable::run);
                if (open) {
                    next = work(batch, next);
                } else {
                    next = System.nanoTime() + poll.toNanos();
                }
            } catch (InterruptedException e) {
                // nobody has a reason to interrupt this thread; it ends when it is told to
                LOG.warn("the engine's thread was interrupted");
            } catch (RuntimeException e) {
                LOG.error("the engine failed at one step, and goes on", e);
            }
        }
    }

    /** One step; when the next look is due. */
    private long work(Wishes.Batch<OwnStatus.Publication> batch, long planned) {
        long due = batch.touched() ? touched(planned) : planned;
        batch.publication().ifPresent(outlook::publish);
        outlook.tell(batch.fences());
        // a node that was replaced has to know it at once
        boolean isDue = System.nanoTime() - due >= 0 || resting && outlook.isReplaced();
        Map<GroupName, Wishes.OfClaim> claims = slices.next(batch.claims(), wishes::later);
        if (isDue || !claims.isEmpty()) {
            outlook.fulfil(claims);
        }
        if (!isDue && claims.isEmpty() && !batch.look()) {
            return due;
        }
        // fulfilled wishes and what somebody waits for are always looked at
        if (!claims.isEmpty() || batch.look() || !outlook.isStill()) {
            look(batch.look());
        }
        lookedNanos = System.nanoTime();
        resting = SELDOM.compareTo(poll) > 0 && outlook.isTold();
        return lookedNanos + pace().toNanos();
    }

    /** The kernel tells of this node's own doings as well, such as of a thousand claims one by one. */
    private long touched(long planned) {
        outlook.touched();
        long soon = lookedNanos + BETWEEN.toNanos();
        return soon - planned < 0 ? soon : planned;
    }

    private Duration pace() {
        if (!outlook.isAlone()) {
            return poll.multipliedBy(2).dividedBy(5);
        }
        return resting ? SELDOM : poll;
    }

    /** Whether the next look is long from now, unless the kernel tells that there is a reason. */
    boolean isResting() {
        return resting;
    }

    private void look(boolean tellAnyway) {
        EngineView view = outlook.look();
        alone = outlook.isAlone();
        telling.tell(view, tellAnyway);
    }

    /** Tells when one step takes too long; touches nothing that could be slow itself. */
    private void watch() {
        try {
            long wait = STALL.toMillis();
            while (!ended) {
                thread.join(wait);
                wait = untilStalled().toMillis() + 1;
            }
        } catch (InterruptedException e) {
            LOG.warn("the watch over the engine was interrupted");
        }
    }

    /** Tells of a step that has taken too long by now; returns when to look again, before which no other one can have. */
    private Duration untilStalled() {
        long since = busySince;
        if (since == IDLE) {
            return STALL;
        }
        Duration busy = Duration.ofNanos(System.nanoTime() - since);
        if (busy.compareTo(STALL) <= 0) {
            return STALL.minus(busy);
        }
        if (open) {
            telling.tellStalled(STALL);
        }
        return STALL.dividedBy(2);
    }

    /** Has something done on the engine's thread, and waits for it so long at most. */
    private void await(Duration patience, Attempt task) throws IOException {
        await(patience, task, () -> false);
    }

    private void await(Duration patience, Attempt task, BooleanSupplier givenUp) throws IOException {
        Callable<Void> call = () -> {
            task.run();
            return null;
        };
        new Call<>(call, patience, "the filesystem").on(wishes::task, givenUp);
    }
}
