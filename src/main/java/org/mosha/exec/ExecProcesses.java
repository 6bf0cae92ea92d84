package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.node.ProcessPort;
import org.mosha.node.ProcessSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands as processes of this machine, started through Commons Exec. Each leads a session and process group of
 * its own. A process costs no thread, except where only the JDK can start and reap it.
 */
public final class ExecProcesses implements ProcessPort, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExecProcesses.class);
    private static final String GOING_DOWN = "the daemon is going down";
    /** One more than processors of a small machine: each waits in the kernel until its process has begun. */
    private static final int FEWEST_SPAWNERS = 3;

    private static final int MOST_SPAWNERS = 4;
    private static final int LOOKERS = 2;

    private final Marks marks;
    private final Listener listener;
    private final Launchers launchers;
    private final Spawner spawner;
    private final Runs runs;
    private final OutputReader output;
    private final Sweeper sweeper;
    private final SpawnerThreads spawners;
    /** Apart from the spawners: how a command has ended must not wait for the starts of others. */
    private final ExecutorService lookers;

    private final SpawnGate gate;
    private final Set<Integer> sessions = ConcurrentHashMap.newKeySet();

    /**
     * Gets ready to run commands.
     *
     * @param identity names this daemon among those of the machine, the same in all its lives; no NUL in it
     * @param incarnation names this life of it, never used before, and not to be guessed by users of the machine whose
     *     processes shall not be taken for this daemon's; no blank, line's end or NUL in it
     * @param varDir where what runs is written down, for {@link Leftovers}; it exists
     * @param gatePipe the named pipe of the {@link Guard} that every command has to open; empty for none
     * @param listener takes the answers
     * @param sink takes the commands' output
     * @throws IOException when the machine lacks something or {@code varDir} cannot be written
     */
    public ExecProcesses(
            String identity,
            String incarnation,
            Path varDir,
            Optional<Path> gatePipe,
            Listener listener,
            OutputSink sink)
            throws IOException {
        gate = new SpawnGate(gatePipe);
        this.marks = new Marks(identity, incarnation);
        this.listener = listener;
        Lives.add(varDir, incarnation);
        runs = new Runs(marks, new RunRecords(varDir));
        launchers = new Launchers(gate);
        spawner = new Spawner(new Chain(marks, launchers.giveSessions()), launchers);
        output = new OutputReader(sink);
        sweeper = new Sweeper(marks, sessions::contains, this::gone);
        int threads = Math.max(
                FEWEST_SPAWNERS, Math.min(MOST_SPAWNERS, Runtime.getRuntime().availableProcessors()));
        spawners = new SpawnerThreads(threads, SpawnerThreads.HANGS_AFTER);
        lookers = Executors.newFixedThreadPool(LOOKERS, SpawnerThreads.daemons("mosha-looker"));
    }

    /**
     * Starts nothing any more from some time on; what is being started then is killed.
     *
     * @param nanos the time, of {@link System#nanoTime}; a later call moves it
     */
    public void permitUntil(long nanos) {
        gate.closeAt(nanos);
    }

    @Override
    public void spawn(ProcessSpec spec) {
        Run run = runs.starts(spec);
        try {
            spawners.execute(spec, () -> start(spec, run));
        } catch (RejectedExecutionException e) {
            notStarted(run, GOING_DOWN);
        }
    }

    private void start(ProcessSpec spec, Run run) {
        try {
            permit(run);
            Spawner.Child child = spawner.start(spec, () -> permit(run));
            if (!gate.isOpen()) {
                Libc.kill(-(int) child.process().pid(), Libc.SIGKILL);
            }
            watch(spec, run, child);
        } catch (CannotSpawn e) {
            notStarted(run, e.getMessage());
        } catch (RuntimeException | OutOfMemoryError | CannotLook e) {
            // the process may be there, but nobody would see it end, or the next life of the daemon would not know it
            int killed = Unwatched.kill(marks, run.id());
            LOG.error("Run {} of {}/{} failed, {} processes killed", run.id(), spec.group(), spec.tag(), killed, e);
            notStarted(run, "internal error: " + e.getMessage());
        }
    }

    /** Asked again right before the process is made: what a start has to read first may come as late as it likes. */
    private void permit(Run run) throws CannotSpawn {
        if (spawners.isClosed()) {
            throw new CannotSpawn(GOING_DOWN);
        }
        if (!gate.isOpen()) {
            throw new CannotSpawn("this node's lease is over");
        }
        if (run.isDoomed()) {
            throw new CannotSpawn("it was killed before it was there");
        }
    }

    private void watch(ProcessSpec spec, Run run, Spawner.Child child) throws CannotLook {
        Process process = child.process();
        int pid = (int) process.pid();
        long startTicks = startTicks(child);
        sessions.add(pid);
        runs.record(spec, pid, startTicks);
        // the process has been stopped in its tracks when this thread, on the same processor, was told of its start
        Thread.yield();
        OutputReader.Stream stream = output.open(child.readEnd(), spec);
        tell(() -> listener.spawned(run.id(), pid));
        run.started(process);
        process.onExit().whenComplete((ended, failure) -> {
            // whoever waits for the end comes before the output's last line, which waits for a full pipe anyway
            exited(run, process);
            output.processEnded(stream);
        });
    }

    private static long startTicks(Spawner.Child child) throws CannotLook {
        try {
            return new Proc()
                    .stat(child.process().pid())
                    .map(ProcStat::startTicks)
                    .orElse(0L);
        } catch (CannotLook e) {
            // nobody reads its output
            Libc.close(child.readEnd());
            throw e;
        }
    }

    private void exited(Run run, Process process) {
        run.reaped();
        sessions.remove(run.pid());
        int exitCode = exitCode(process);
        if (Proc.isGroupEmpty(run.pid())) {
            told(run, exitCode, false);
            return;
        }
        try {
            // a look at all processes, for which the others that have ended are not to wait
            lookers.execute(() -> told(run, exitCode, Proc.groupLives(run.pid())));
        } catch (RejectedExecutionException e) {
            told(run, exitCode, Proc.groupLives(run.pid()));
        }
    }

    private void told(Run run, int exitCode, boolean othersLive) {
        tell(() -> listener.exited(run.id(), exitCode, othersLive));
        // who decides what comes next has most often been woken on this processor
        Thread.yield();
        if (othersLive) {
            runs.linger(run);
        } else {
            runs.forget(run);
        }
        run.ended();
        sweeper.ended(run);
    }

    /** Waits for nothing: the process has been reaped, only the JDK may not have written that down yet. */
    private static int exitCode(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A listener that fails is no reason to lose sight of a process. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("What became of a process was not taken", e);
        }
    }

    private void notStarted(Run run, String reason) {
        tell(() -> listener.spawnFailed(run.id(), reason));
        runs.forget(run);
        run.ended();
        sweeper.ended(run);
    }

    private void gone(Run run) {
        runs.gone(run);
        tell(() -> listener.gone(run.id()));
    }

    @Override
    public void signal(RunId id, ProcessSignal signal) {
        Run run = runs.find(id)
                // its main process has ended, and only what it is waited for with knows who else belongs to it
                .or(() -> sweeper.awaited(id))
                .orElseGet(() -> runs.forgotten(id));
        remember(run);
        signal(run, signal);
    }

    /** Before it is signalled: who has left it is nobody's child any more when it has ended. */
    private static void remember(Run run) {
        try {
            Offspring offspring = new Offspring();
            List<ProcStat> known = new ArrayList<>(run.kin());
            if (run.isRunning()) {
                new Proc().stat(run.pid()).ifPresent(known::add);
            }
            run.remember(offspring.with(known));
        } catch (CannotLook e) {
            LOG.debug("what run {} has started cannot be seen: {}", run.id(), e.getMessage());
        }
    }

    private void signal(Run run, ProcessSignal signal) {
        boolean groupHasIt = run.signal(signal);
        sweeper.signal(run, signal, groupHasIt);
    }

    /** All at once, and so without a look. */
    @Override
    public void killAll() {
        runs.all().forEach(run -> signal(run, ProcessSignal.KILL));
    }

    @Override
    public void awaitGone(RunId id) {
        sweeper.await(runs.recall(id));
    }

    /** Stops all work, and gives no answers any more; what runs is left running, its last output is read. */
    @Override
    public void close() {
        spawners.close();
        launchers.close();
        SpawnerThreads.end(lookers);
        sweeper.close();
        output.close();
        try {
            runs.close();
        } catch (IOException e) {
            LOG.warn("The records of what runs cannot be closed: {}", e.getMessage());
        }
    }
}
