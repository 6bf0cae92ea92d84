package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.node.ProcessSpec.Stop;

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
        List<RunRecords.Entry> records = records();
        Map<Marks.Mark, Stop> stops = new HashMap<>();
        records.forEach(entry -> entry.stop().ifPresent(stop -> stops.put(entry.mark(), stop)));
        for (Map.Entry<Marks.Mark, List<ProcStat>> marked : census.marked().entrySet()) {
            Marks.Mark mark = marked.getKey();
            add(found, spared, mark, lives.believed(mark, marked.getValue()), Optional.ofNullable(stops.get(mark)));
        }
        for (RunRecords.Entry entry : records) {
            add(found, spared, entry.mark(), recorded(census, entry), entry.stop());
        }
        return List.copyOf(found.values());
    }

    private List<RunRecords.Entry> records() throws IOException {
        String boot = Proc.bootId();
        return RunRecords.read(varDir).stream()
                .filter(entry -> entry.boot().equals(boot))
                .toList();
    }

    private void add(
            Map<Integer, Leftover> found,
            Set<Integer> spared,
            Marks.Mark mark,
            List<ProcStat> stats,
            Optional<Stop> stop) {
        if (!mark.incarnation().equals(marks.incarnation())) {
            stats.stream()
                    .filter(stat -> !spared.contains(stat.pid()))
                    .forEach(stat -> found.putIfAbsent(stat.pid(), Leftover.of(stat, mark, stop)));
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
     * How long to wait for what was left.
     *
     * @param usual how long that may take to end by itself of which nobody has written down how long it may
     * @param most how long anything may take to end by itself, whatever was written down
     * @param kill how long to wait after SIGKILL
     */
    public record Patience(Duration usual, Duration most, Duration kill) {
        private Duration of(Leftover leftover) {
            Duration wanted = leftover.stop().map(Stop::patience).orElse(usual);
            return wanted.compareTo(most) < 0 ? wanted : most;
        }
    }

    /**
     * Stops what was left: first by the signal that its entry wants, else SIGTERM, and by SIGKILL what has not ended in
     * its time. Waits until all is gone, but no longer than the longest of these times and the time after SIGKILL.
     *
     * @param leftovers what {@link #find} found; what it starts meanwhile is stopped as well
     * @param patience how long to wait
     * @return what lives on, as it cannot be killed
     * @throws IOException when what was written down cannot be read, or not all processes can be seen
     * @throws InterruptedException when the thread is interrupted
     */
    public List<Leftover> stop(List<Leftover> leftovers, Patience patience) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Set<Leftover> asked = new HashSet<>();
        Set<Leftover> killed = new HashSet<>();
        Duration longest = Duration.ZERO;
        List<Leftover> left = leftovers;
        while (!left.isEmpty()) {
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            for (Leftover one : left) {
                Duration own = patience.of(one);
                longest = own.compareTo(longest) > 0 ? own : longest;
                boolean over = passed.compareTo(own) >= 0;
                if ((over ? killed : asked).add(one)) {
                    send(one, over ? ProcessSignal.KILL : one.signal());
                }
            }
            if (passed.compareTo(longest.plus(patience.kill())) >= 0) {
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
