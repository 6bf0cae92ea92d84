package org.mosha.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds by looks at {@code /proc} what lives of runs, to signal it and to tell when it is gone. One look answers all
 * that is asked at the time; without a question there is none. A look that cannot be made answers nothing: it is made
 * again until it can be.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long FIRST_PAUSE_NANOS = 10_000_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;
    /** A look is followed by a rest of so many times as long, in which questions gather. */
    private static final long REST = 3;
    /** After so short a look, which is none at all processes, once as long will do. */
    private static final long SHORT_LOOK_NANOS = 2_000_000;
    /** The same for looking again at what does not end. */
    private static final long RESCAN_REST = 10;

    private final Marks marks;
    private final Roster roster;
    private final Offspring offspring = new Offspring();
    private final Consumer<Run> gone;
    private final Thread thread;

    private final Map<Run, Long> awaited = new LinkedHashMap<>();
    private final Map<Run, List<Order>> signals = new LinkedHashMap<>();
    private boolean asked;
    private boolean closed;
    private boolean blind;
    private long lookNanos;

    /** A signal to send; whether the process group has it already. */
    private record Order(int signal, boolean groupHasIt) {}

    /**
     * Starts waiting for questions.
     *
     * @param marks this daemon's
     * @param runningSession whether a session is that of a run whose main process is not reaped
     * @param gone told of each awaited run of which nothing lives any more
     */
    Sweeper(Marks marks, IntPredicate runningSession, Consumer<Run> gone) {
        this.marks = marks;
        this.roster = new Roster(new Proc(), marks, runningSession);
        this.gone = gone;
        thread = new Thread(this::run, "mosha-sweeper");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks to be told when nothing of a run lives; asking twice is asking once.
     *
     * @param run the run
     */
    synchronized void await(Run run) {
        awaited.putIfAbsent(run, FIRST_PAUSE_NANOS);
        if (run.hasEnded()) {
            ask();
        }
    }

    /**
     * Finds a run.
     *
     * @param id its number
     * @return the run, if it is waited for
     */
    synchronized Optional<Run> awaited(RunId id) {
        return awaited.keySet().stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /**
     * Takes notice that a run's main process has ended and all was told of it.
     *
     * @param run the run
     */
    synchronized void ended(Run run) {
        if (awaited.containsKey(run)) {
            ask();
        }
    }

    /**
     * Signals what the signal to the process group did not reach.
     *
     * @param run the run
     * @param signal the signal
     * @param groupHasIt whether the members of the process group are to be left out
     */
    synchronized void signal(Run run, ProcessSignal signal, boolean groupHasIt) {
        signals.computeIfAbsent(run, key -> new ArrayList<>()).add(new Order(signal.number(), groupHasIt));
        ask();
    }

    private void ask() {
        asked = true;
        notifyAll();
    }

    private void run() {
        Proc proc = new Proc();
        try {
            while (awaitQuestion()) {
                long begin = System.nanoTime();
                look(proc);
                lookNanos = System.nanoTime() - begin;
                // a fraction of a processor at most, however many ask one after the other
                pause(blind ? LONGEST_PAUSE_NANOS : rest());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long rest() {
        return lookNanos < SHORT_LOOK_NANOS ? lookNanos : Math.min(LONGEST_PAUSE_NANOS, REST * lookNanos);
    }

    private synchronized void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized boolean awaitQuestion() throws InterruptedException {
        long begin = System.nanoTime();
        while (!asked && !closed) {
            OptionalLong shortest = awaited.entrySet().stream()
                    .filter(entry -> entry.getKey().hasEnded())
                    .mapToLong(Map.Entry::getValue)
                    .min();
            if (shortest.isEmpty()) {
                wait();
                continue;
            }
            long left = Math.max(shortest.getAsLong(), RESCAN_REST * lookNanos) - (System.nanoTime() - begin);
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        asked = false;
        return !closed;
    }

    private void look(Proc proc) {
        Map<Run, List<Order>> toSignal;
        List<Run> toTell;
        synchronized (this) {
            toSignal = new HashMap<>(signals);
            signals.clear();
            toTell = awaited.keySet().stream().filter(Run::hasEnded).toList();
        }
        if (toSignal.isEmpty() && toTell.isEmpty()) {
            return;
        }
        try {
            answer(proc, toSignal, toTell);
            blind = false;
        } catch (CannotLook e) {
            askAgain(toSignal);
            if (!blind) {
                LOG.warn(
                        "what lives of the commands cannot be seen, and is looked at again and again: {}",
                        e.getMessage());
            }
            blind = true;
        }
        lengthenPauses(toTell);
    }

    /** Takes each run whose signals are sent out of those to signal. */
    private void answer(Proc proc, Map<Run, List<Order>> toSignal, List<Run> toTell) throws CannotLook {
        Set<Run> runs = new HashSet<>(toSignal.keySet());
        runs.addAll(toTell);
        Census census = roster.look(runs);
        for (Run run : List.copyOf(toSignal.keySet())) {
            signalLeavers(proc, census, run, toSignal.get(run));
            toSignal.remove(run);
        }
        // who is not known yet may belong to any
        boolean sure = roster.isComplete() && census.unsure().isEmpty();
        for (Run run : toTell) {
            if (sure && living(census, run).isEmpty() && forget(run)) {
                gone.accept(run);
            }
        }
    }

    private synchronized void askAgain(Map<Run, List<Order>> unsent) {
        unsent.forEach((run, orders) ->
                signals.computeIfAbsent(run, key -> new ArrayList<>()).addAll(0, orders));
        ask();
    }

    private List<ProcStat> living(Census census, Run run) throws CannotLook {
        List<ProcStat> found = new ArrayList<>(census.of(marks.of(run.id().value()), run.pid(), run.endTicks()));
        for (Marks.Mark mark : run.marks(marks)) {
            found.addAll(census.marked().getOrDefault(mark, List.of()));
        }
        List<ProcStat> seen = new ArrayList<>(run.kin());
        seen.addAll(found);
        List<ProcStat> living = offspring.with(seen);
        run.remember(living);
        // who has ended since the census may have left a child that is not in it
        List<ProcStat> ended = found.stream()
                .filter(stat -> living.stream().noneMatch(stat::isSame))
                .toList();
        living.addAll(ended);
        return living;
    }

    private void signalLeavers(Proc proc, Census census, Run run, List<Order> orders) throws CannotLook {
        for (ProcStat stat : living(census, run)) {
            boolean inGroup = stat.group() == run.pid() || stat.pid() == run.pid();
            for (Order order : orders) {
                if (!inGroup || !order.groupHasIt()) {
                    proc.signal(stat, order.signal());
                }
            }
        }
    }

    private synchronized boolean forget(Run run) {
        return awaited.remove(run) != null;
    }

    private synchronized void lengthenPauses(List<Run> looked) {
        for (Run run : looked) {
            awaited.computeIfPresent(run, (key, pause) -> Math.min(LONGEST_PAUSE_NANOS, 2 * pause));
        }
    }

    /** Answers no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
