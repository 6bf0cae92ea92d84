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

/**
 * Looks at processes again and again, and soon after a look only at those that may have become others: the ones that
 * were seen to belong to the runs that are asked about, and all that are newer than the last look. The kernel numbers
 * processes in the order in which they are made, so that these are the next numbers. For one thread.
 *
 * <p>That misses nothing which a look at all would find: a process belongs to a run by what it has from its parent.
 * Parents are looked at before their children, since these have higher numbers; who is found dead has no child on its
 * way any more; and a look ends only when there is no number left that was given out meanwhile.
 */
final class Roster {
    /** Within so short a time no machine gives out all the numbers there are, and begins anew. */
    private static final Duration SOON = Duration.ofMillis(250);

    /** So that what has ended is forgotten, and no error lasts. */
    private static final Duration ALL_AGAIN = Duration.ofSeconds(5);

    /** With more of them, a look at all processes is the quicker one. */
    private static final int MOST_NEW = 2000;

    private final Proc proc = new Proc();
    private final Marks marks;
    private final long sinceTicks = Proc.nowTicks();
    private final IntPredicate settled;
    private final Map<Integer, Seen> seen = new HashMap<>();
    private int newest;
    private long lookedNanos;
    private long allNanos;

    /** A process at the last look at it; its mark is empty as well when it was not to be read, or not yet. */
    private record Seen(ProcStat stat, Optional<Marks.Mark> mark, boolean unsure) {}

    /**
     * Begins, with nothing seen.
     *
     * @param marks this daemon's
     * @param settled whether a session is that of a run whose main process is not reaped
     */
    Roster(Marks marks, IntPredicate settled) {
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
        List<ProcStat> looked = mayFollow(runs, now) ? seenOf(runs) : all(now);
        while (!follow(looked)) {
            looked = all(now);
        }
        lookedNanos = now;
        Census census = new Census(proc, marks, sinceTicks, settled, looked);
        looked.forEach(stat -> seen.put(
                stat.pid(),
                new Seen(stat, census.mark(stat.pid()), census.unsure().contains(stat.pid()))));
        return census;
    }

    private boolean mayFollow(Collection<Run> runs, long now) throws CannotLook {
        int last = newest == 0 ? 0 : proc.newestPid();
        return last >= newest
                && last != 0
                && last - newest <= MOST_NEW
                && now - lookedNanos < SOON.toNanos()
                && now - allNanos < ALL_AGAIN.toNanos()
                // without its session, all that tells what belongs to it are marks, which are not always read
                && runs.stream().noneMatch(run -> run.pid() == 0);
    }

    private List<ProcStat> all(long now) throws CannotLook {
        allNanos = now;
        newest = proc.newestPid();
        seen.clear();
        return proc.living();
    }

    private List<ProcStat> seenOf(Collection<Run> runs) throws CannotLook {
        Set<Integer> sessions = new HashSet<>();
        Set<Marks.Mark> named = new HashSet<>();
        for (Run run : runs) {
            sessions.add(run.pid());
            named.add(marks.of(run.id().value()));
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

    /** Looks at all that is newer, from the lowest number on, until nothing new comes; false if they begin anew. */
    private boolean follow(List<ProcStat> looked) throws CannotLook {
        int last = newest == 0 ? 0 : proc.newestPid();
        while (last > newest) {
            while (newest < last) {
                newest++;
                Optional<ProcStat> stat = proc.stat(newest).filter(Proc::isUsers);
                if (stat.isPresent() && proc.isProcess(newest)) {
                    looked.add(stat.get());
                }
            }
            last = proc.newestPid();
        }
        return last == newest;
    }
}
