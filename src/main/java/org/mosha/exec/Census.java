package org.mosha.exec;

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
 * One look at all processes, and which of them certainly belong to which run. A process belongs to a run
 *
 * <ul>
 *   <li>that its environment's mark names, or
 *   <li>in whose session it is, as long as the session's number cannot have been used again: the main process is not
 *       reaped, or somebody in the session carries the mark or is older than the main process's end.
 * </ul>
 */
final class Census {
    private final Map<Integer, List<ProcStat>> bySession = new HashMap<>();
    private final Map<Marks.Mark, List<ProcStat>> byMark = new HashMap<>();
    private final Map<Integer, Marks.Mark> markOf = new HashMap<>();
    private final Set<Integer> unsure = new HashSet<>();

    /**
     * Looks at all processes.
     *
     * @param proc reads them
     * @param marks this daemon's
     * @throws CannotLook when not all of them could be seen
     */
    Census(Proc proc, Marks marks) throws CannotLook {
        this(proc, marks, 0, session -> false, proc.living());
    }

    /**
     * Sorts what was looked at.
     *
     * @param proc reads the processes' marks
     * @param marks this daemon's
     * @param sinceTicks older processes cannot carry a mark
     * @param settled sessions whose processes belong to the session's own run, without a look at their marks
     * @param looked the processes
     * @throws CannotLook when a mark cannot be read
     */
    Census(Proc proc, Marks marks, long sinceTicks, IntPredicate settled, Collection<ProcStat> looked)
            throws CannotLook {
        long self = ProcessHandle.current().pid();
        for (ProcStat stat : looked) {
            if (stat.pid() == self || stat.startTicks() < sinceTicks) {
                continue;
            }
            bySession.computeIfAbsent(stat.session(), key -> new ArrayList<>()).add(stat);
            if (!settled.test(stat.session())) {
                Proc.Reading reading = proc.mark(stat, marks);
                if (reading.unsure()) {
                    unsure.add(stat.pid());
                }
                reading.mark().ifPresent(found -> {
                    markOf.put(stat.pid(), found);
                    byMark.computeIfAbsent(found, key -> new ArrayList<>()).add(stat);
                });
            }
        }
    }

    /**
     * All runs that somebody's mark names.
     *
     * @return the marks, with those who carry them
     */
    Map<Marks.Mark, List<ProcStat>> marked() {
        return byMark;
    }

    /**
     * The mark that was read of a process.
     *
     * @param pid the process
     * @return empty when it has none, or was not looked at
     */
    Optional<Marks.Mark> mark(int pid) {
        return Optional.ofNullable(markOf.get(pid));
    }

    /**
     * Processes that may belong to any run, as nothing could be read of them, or may have left children who do.
     *
     * @return their numbers
     */
    Set<Integer> unsure() {
        return unsure;
    }

    /**
     * What lives of a run.
     *
     * @param mark the run's mark
     * @param session the run's session; 0 when it is not known
     * @param endTicks when its main process ended; the largest number when it has not been reaped yet
     * @return its processes
     */
    List<ProcStat> of(Marks.Mark mark, int session, long endTicks) {
        List<ProcStat> found = new ArrayList<>(byMark.getOrDefault(mark, List.of()));
        List<ProcStat> inSession = session == 0 ? List.of() : bySession.getOrDefault(session, List.of());
        boolean certain = inSession.stream()
                .anyMatch(stat -> stat.startTicks() <= endTicks && stat.pid() != session
                        || endTicks == Long.MAX_VALUE
                        || mark.equals(markOf.get(stat.pid())));
        if (certain) {
            inSession.stream().filter(stat -> !found.contains(stat)).forEach(found::add);
        }
        return found;
    }
}
