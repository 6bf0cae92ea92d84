package org.mosha.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;

/** What is known of one run's main process; for any thread. */
final class Run {
    private final RunId id;
    private final List<RunId> earlier;
    private final List<ProcessSignal> early = new ArrayList<>();
    private final Map<Integer, ProcStat> kin = new HashMap<>();
    private Phase phase = Phase.STARTING;
    private Process process;
    private int pid;
    private long endTicks = Long.MAX_VALUE;

    /** The life of a main process. */
    enum Phase {
        /** On its way. */
        STARTING,
        /** It has a pid, which is its own until it is reaped. */
        RUNNING,
        /** It is reaped: its pid may belong to somebody else. */
        REAPED,
        /** It is reaped, and everybody has been told so. */
        ENDED
    }

    /**
     * A run that is on its way.
     *
     * @param id its number
     * @param earlier the runs that its entry has had before, of which something may live
     */
    Run(RunId id, List<RunId> earlier) {
        this.id = id;
        this.earlier = List.copyOf(earlier);
    }

    /**
     * A run of which nothing is known any more.
     *
     * @param id its number
     * @param earlier the runs that its entry has had before, of which something may live
     * @return a run that has ended
     */
    static Run forgotten(RunId id, List<RunId> earlier) {
        Run run = new Run(id, earlier);
        run.phase = Phase.ENDED;
        return run;
    }

    RunId id() {
        return id;
    }

    /**
     * What is to be found in the environment of whatever belongs to it, or to an earlier run of its entry.
     *
     * @param marks the daemon's
     * @return its own mark first
     */
    List<Marks.Mark> marks(Marks marks) {
        List<Marks.Mark> all = new ArrayList<>();
        all.add(marks.of(id.value()));
        earlier.forEach(run -> all.add(marks.of(run.value())));
        return all;
    }

    /**
     * Its main process, which leads its session and process group.
     *
     * @return 0 when there is none yet or it is not known
     */
    synchronized int pid() {
        return pid;
    }

    /**
     * Who was seen to descend from it, or to carry its mark.
     *
     * @return as they were seen; they may have ended since
     */
    synchronized List<ProcStat> kin() {
        return List.copyOf(kin.values());
    }

    /**
     * Takes note of who belongs to it: nobody else can tell of some of them once who started them has ended.
     *
     * @param living who was just seen to live
     */
    synchronized void remember(Collection<ProcStat> living) {
        living.forEach(stat -> kin.put(stat.pid(), stat));
    }

    synchronized long endTicks() {
        return endTicks;
    }

    /**
     * Whether its pid is its own.
     *
     * @return whether it is there and not reaped
     */
    synchronized boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    synchronized boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /**
     * Whether it has to die as soon as it is there.
     *
     * @return whether it is on its way and has been sent SIGKILL
     */
    synchronized boolean isDoomed() {
        return early.contains(ProcessSignal.KILL);
    }

    /**
     * Takes the main process, and gives it what it was meant to get before it was there.
     *
     * @param main the process
     */
    synchronized void started(Process main) {
        process = main;
        pid = (int) main.pid();
        phase = Phase.RUNNING;
        early.forEach(this::signal);
        early.clear();
    }

    /** The main process has been reaped. */
    synchronized void reaped() {
        endTicks = Proc.nowTicks();
        process = null;
        phase = Phase.REAPED;
    }

    /** All has been told of the main process. */
    synchronized void ended() {
        phase = Phase.ENDED;
    }

    /**
     * Signals the process group while that is certainly its own; remembers the signal for a process that is on its
     * way.
     *
     * @param signal the signal
     * @return whether the whole process group, if there is one, has it or will have it
     */
    synchronized boolean signal(ProcessSignal signal) {
        if (phase == Phase.STARTING) {
            early.add(signal);
            return true;
        }
        if (phase != Phase.RUNNING || !process.isAlive()) {
            return false;
        }
        if (Libc.kill(-pid, signal.number()) != 0 && Libc.errno() == Libc.ESRCH) {
            // it has not made its group yet, and keeps a blocked signal until it takes signals again
            Libc.kill(pid, signal.number());
        }
        return true;
    }
}
