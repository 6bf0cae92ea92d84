package org.mosha.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.mosha.linux.ProcStat;

/**
 * Looks at processes again and again, and soon after a look only at those that may have become others: the ones that
 * were seen to belong to the runs that are asked about, and all that were not seen before. For one thread.
 *
 * <p>That misses nothing which a look at all would find: a process belongs to a run by what it has from its parent, so
 * whoever was seen to belong to none of these runs does not come to belong to one. Of the rest, {@link Proc#others}
 * misses nobody: who was still being forked at the last look, however long that took, was not seen then, so it is one
 * of those that were not seen before.
 */
final class Roster {
    /** Within so short a time no machine gives out all the numbers there are, and begins anew. */
    private static final Duration SOON = Duration.ofMillis(250);

    /** So that what has ended is forgotten, and no error lasts. */
    private static final Duration ALL_AGAIN = Duration.ofSeconds(5);

    private final Proc proc;
    private final Marks marks;
    private final long sinceTicks = Proc.nowTicks();
    private final IntPredicate settled;
    /** The numbers of all that were looked at, dead or alive, since all were. */
    private final Set<Integer> known = new HashSet<>();

    private final Map<Integer, Seen> seen = new HashMap<>();
    private boolean complete;
    private int newest;
    private long lookedNanos;
    private long allNanos;

    /** A process at the last look at it; its mark is empty as well when it was not to be read, or not yet. */
    private record Seen(ProcStat stat, Optional<Marks.Mark> mark, boolean unsure) {}

    /**
     * Begins, with nothing seen.
     *
     * @param proc looks at them
     * @param marks this daemon's
     * @param settled whether a session is that of a run whose main process is not reaped
     */
    Roster(Proc proc, Marks marks, IntPredicate settled) {
        this.proc = proc;
        this.marks = marks;
        this.settled = settled;
    }

    /**
     * Looks.
     *
     * @param runs the runs that are asked about
     * @return what can tell what lives of these runs
     * @throws CannotLook when something could not be seen; the next look is one at all processes
     */
    Census look(Collection<Run> runs) throws CannotLook {
        try {
            return tryLook(runs);
        } catch (CannotLook e) {
            newest = 0;
            throw e;
        }
    }

    private Census tryLook(Collection<Run> runs) throws CannotLook {
        long now = System.nanoTime();
        List<ProcStat> looked = mayFollow(runs, now) ? seenOf(runs) : none(now);
        Proc.Others others = proc.others(known);
        looked.addAll(others.living());
        complete = others.complete();
        lookedNanos = now;
        Census census = new Census(proc, marks, sinceTicks, settled, looked);
        looked.forEach(stat -> seen.put(
                stat.pid(),
                new Seen(stat, census.mark(stat.pid()), census.unsure().contains(stat.pid()))));
        return census;
    }

    /**
     * Whether the last look has missed nobody.
     *
     * @return whether that is certain
     */
    boolean isComplete() {
        return complete;
    }

    private boolean mayFollow(Collection<Run> runs, long now) throws CannotLook {
        int before = newest;
        newest = proc.newestPid();
        return before != 0
                // else they have begun anew, and somebody else may have the number of one that was seen
                && newest >= before
                && now - lookedNanos < SOON.toNanos()
                && now - allNanos < ALL_AGAIN.toNanos()
                // without its session, all that tells what belongs to it are marks, which are not always read
                && runs.stream().noneMatch(run -> run.pid() == 0);
    }

    private List<ProcStat> none(long now) {
        allNanos = now;
        known.clear();
        seen.clear();
        return new ArrayList<>();
    }

    private List<ProcStat> seenOf(Collection<Run> runs) throws CannotLook {
        Set<Integer> sessions = new HashSet<>();
        Set<Marks.Mark> named = new HashSet<>();
        for (Run run : runs) {
            sessions.add(run.pid());
            named.addAll(run.marks(marks));
        }
        List<Integer> pids = seen.values().stream()
                .filter(one -> one.unsure()
                        || sessions.contains(one.stat().session())
                        || one.mark().filter(named::contains).isPresent())
                .map(one -> one.stat().pid())
                .sorted()
                .toList();
        List<ProcStat> living = new ArrayList<>();
        for (int pid : pids) {
            seen.remove(pid);
            proc.stat(pid).filter(Proc::isUsers).ifPresent(living::add);
        }
        return living;
    }
}
