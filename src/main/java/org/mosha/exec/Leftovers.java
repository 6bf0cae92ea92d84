package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;

/**
 * What an earlier, killed life of this daemon left running: what carries the mark of one of its {@link Lives}, what it
 * wrote down and has the written pid and start time, and the sessions of both. A process whose pid was used again is
 * none of it, nor is anything that this process descends from. To be asked before {@link ExecProcesses} is made, which
 * forgets what has ended.
 */
public final class Leftovers {
    private static final long LOOK_AGAIN_MILLIS = 20;
    /** As long as somebody's mark may have been missed; a stranger may hang in execve for ever, though. */
    private static final int MOST_LOOKS = 3;

    private final Marks marks;
    private final Path varDir;
    private final Proc proc = new Proc();

    /**
     * Prepares a look.
     *
     * @param identity as given to {@link ExecProcesses}
     * @param incarnation this life of the daemon, whose own processes are left out
     * @param varDir as given to {@link ExecProcesses}
     */
    public Leftovers(String identity, String incarnation, Path varDir) {
        this.marks = new Marks(identity, incarnation);
        this.varDir = varDir;
    }

    /**
     * Looks.
     *
     * @return what lives; empty when there is nothing to do
     * @throws IOException when what was written down cannot be read, or not all processes can be seen
     */
    public List<Leftover> find() throws IOException {
        Set<Integer> spared = ancestors();
        Map<Integer, Leftover> found = new LinkedHashMap<>();
        Census census = new Census(proc, marks);
        for (int look = 1; look < MOST_LOOKS && !census.unsure().isEmpty(); look++) {
            census = new Census(proc, marks);
        }
        Lives lives = Lives.read(varDir);
        for (Map.Entry<Marks.Mark, List<ProcStat>> marked : census.marked().entrySet()) {
            add(found, spared, marked.getKey(), lives.believed(marked.getKey(), marked.getValue()));
        }
        String boot = Proc.bootId();
        for (RunRecords.Entry entry : RunRecords.read(varDir)) {
            if (entry.boot().equals(boot)) {
                add(found, spared, entry.mark(), recorded(census, entry));
            }
        }
        return List.copyOf(found.values());
    }

    private void add(Map<Integer, Leftover> found, Set<Integer> spared, Marks.Mark mark, List<ProcStat> stats) {
        if (!mark.incarnation().equals(marks.incarnation())) {
            stats.stream()
                    .filter(stat -> !spared.contains(stat.pid()))
                    .forEach(stat -> found.putIfAbsent(stat.pid(), Leftover.of(stat, mark)));
        }
    }

    private List<ProcStat> recorded(Census census, RunRecords.Entry entry) throws CannotLook {
        Optional<ProcStat> main = proc.stat(entry.pid());
        boolean isOurs = entry.isMain(main);
        if (main.isPresent() && !isOurs) {
            // the pid is somebody else's now, and so is the session
            return List.of();
        }
        // with the main process there the session is its own, else only a mark can say so
        return census.of(entry.mark(), entry.pid(), isOurs ? Long.MAX_VALUE : 0);
    }

    private Set<Integer> ancestors() throws CannotLook {
        Set<Integer> pids = new HashSet<>();
        Optional<ProcStat> at = proc.stat(ProcessHandle.current().pid());
        while (at.isPresent() && pids.add(at.get().pid())) {
            at = proc.stat(at.get().parent());
        }
        return pids;
    }

    /**
     * Stops what was left: SIGTERM, and SIGKILL for what does not mind it. Waits until all is gone, but no longer
     * than both times together.
     *
     * @param leftovers what {@link #find} found; what it starts meanwhile is stopped as well
     * @param term how long it may take to end by itself
     * @param kill how long to wait after SIGKILL
     * @return what lives on, as it cannot be killed
     * @throws IOException when what was written down cannot be read, or not all processes can be seen
     * @throws InterruptedException when the thread is interrupted
     */
    public List<Leftover> stop(List<Leftover> leftovers, Duration term, Duration kill)
            throws IOException, InterruptedException {
        List<Leftover> left = signalUntilGone(leftovers, ProcessSignal.TERM, term);
        return signalUntilGone(left, ProcessSignal.KILL, kill);
    }

    private List<Leftover> signalUntilGone(List<Leftover> leftovers, ProcessSignal signal, Duration longest)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Set<Leftover> signalled = new HashSet<>();
        List<Leftover> left = leftovers;
        while (!left.isEmpty()) {
            for (Leftover leftover : left) {
                if (signalled.add(leftover)) {
                    send(leftover, signal);
                }
            }
            if (System.nanoTime() - end >= 0) {
                break;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            left = find();
        }
        return left;
    }

    private void send(Leftover leftover, ProcessSignal signal) throws CannotLook {
        proc.stat(leftover.pid())
                .filter(stat -> stat.startTicks() == leftover.startTicks())
                .ifPresent(stat -> Libc.kill(stat.pid(), signal.number()));
    }
}
