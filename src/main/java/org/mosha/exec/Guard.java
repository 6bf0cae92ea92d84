package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The script outside the JVM that kills everything that this daemon has started, when the daemon dies, or when it is
 * not heard of in time, frozen as it may be. {@code bin/mosha-guard} is the script; this is the daemon's end of it.
 * When the script is killed it is started anew at once, and knows what the last one knew. Nobody who gives an order waits for
 * a start, which takes as long as the disk and the memory make it: who waited could kill nothing itself meanwhile.
 */
public final class Guard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    /** What the script reads the time from. */
    private static final Path UPTIME = Path.of("/proc/uptime");

    private static final Order QUIT = behind -> GuardScript.QUIT;

    private static final int MOST_FAST_DEATHS = 3;
    /** After how long it is tried again when there is none to be had. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);
    /** One may be waiting for a start, while the other one tells that it takes long. */
    private static final int THREADS = 2;

    private final GuardPost post;
    private final Watcher watcher;
    private final Launcher launcher;
    private final Path uptime;
    /** They are there beforehand: when there are no more threads to be had, a guard may die as well. */
    private final ScheduledThreadPoolExecutor threads =
            new ScheduledThreadPoolExecutor(THREADS, Guard::daemonThread, new ThreadPoolExecutor.DiscardPolicy());

    private Optional<GuardScript> script = Optional.empty();
    /** Whether one is being started, or is about to be. */
    private boolean starting;

    private long starts;
    private Order lastOrder = behind -> "hold\n";
    private long clockBehind;
    private int fastDeaths;
    private boolean lost;
    private boolean trying;
    private boolean closed;

    /** Hears when there is no guard, on some thread. */
    public interface Watcher {
        /**
         * There is no guard any more, and none can be started for the time being.
         *
         * @param why one line
         */
        void guardLost(String why);

        /** There is a guard again. */
        void guardBack();
    }

    /** What a script is told, in the time of the clock that it reads, which the next one may read otherwise. */
    private interface Order {
        String text(long clockBehind);
    }

    /** What starts a process; may take long. */
    interface Launcher {
        /**
         * Starts it.
         *
         * @param command the command
         * @return the process
         * @throws IOException when it cannot be started
         */
        Process start(ProcessBuilder command) throws IOException;
    }

    /**
     * Prepares a guard.
     *
     * @param post what it guards
     * @param watcher hears when it is lost
     */
    public Guard(GuardPost post, Watcher watcher) {
        this(post, watcher, ProcessBuilder::start);
    }

    Guard(GuardPost post, Watcher watcher, Launcher launcher) {
        this(post, watcher, launcher, UPTIME);
    }

    Guard(GuardPost post, Watcher watcher, Launcher launcher, Path uptime) {
        this.uptime = uptime;
        this.launcher = launcher;
        this.post = Objects.requireNonNull(post, "post");
        this.watcher = Objects.requireNonNull(watcher, "watcher");
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work, "mosha-guard");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts the script, and waits until it is on its guard.
     *
     * @throws IOException when it cannot be started, with a sentence
     */
    public void open() throws IOException {
        if (!mayStart()) {
            throw new IOException("there is a guard already");
        }
        threads.prestartAllCoreThreads();
        start().awaitReady();
    }

    /** Whether one may be started now, which is to be done then. */
    private synchronized boolean mayStart() {
        boolean may = !closed && !starting && script.isEmpty();
        starting = starting || may;
        return may;
    }

    /** Starts one, when it may be. */
    private GuardScript start() throws IOException {
        GuardScript started;
        try {
            started = launch();
        } catch (IOException | RuntimeException | Error e) {
            notStarted();
            throw e;
        }
        started.process().onExit().thenAccept(this::ended);
        return started;
    }

    private synchronized void notStarted() {
        starting = false;
    }

    private GuardScript launch() throws IOException {
        long behind = BootClock.behind(uptime);
        post.gate().ifPresent(GatePipe::make);
        GuardScript next = new GuardScript();
        try {
            next.start(post, launcher);
            take(next, behind);
            return next;
        } catch (IOException | OutOfMemoryError e) {
            // without a thread that waits for it, nobody knows whether it is there: then it shall end
            next.give(GuardScript.QUIT);
            next.close();
            throw e instanceof IOException known ? known : new IOException(e);
        }
    }

    private synchronized void take(GuardScript next, long behind) {
        next.begin();
        starting = false;
        starts++;
        script = Optional.of(next);
        clockBehind = behind;
        order(closed ? QUIT : lastOrder);
        if (closed) {
            next.close();
        }
    }

    /**
     * Has everything killed unless a further word comes in time.
     *
     * @param nanos the time at which it is killed, of {@link System#nanoTime}
     */
    public synchronized void until(long nanos) {
        long deadline = BootClock.hundredths(nanos);
        order(behind -> "until " + (deadline - behind) + "\n");
    }

    /**
     * The script's process.
     *
     * @return its pid; 0 when there is none, as while another one is being started
     */
    public synchronized long pid() {
        return script.map(GuardScript::process).map(Process::pid).orElse(0L);
    }

    /**
     * Whether there is a guard, or there will be in a moment.
     *
     * @return false when there is none and none can be started for the time being
     */
    public synchronized boolean isThere() {
        return !lost && (starting || script.isPresent());
    }

    private void order(Order order) {
        lastOrder = order;
        script.ifPresent(one -> order(one, order.text(clockBehind)));
    }

    private void order(GuardScript to, String order) {
        noticeDeath(to.process());
        if (!to.give(order)) {
            LOG.error(
                    "the guard, pid {}, does not take its orders, and is replaced",
                    to.process().pid());
            to.kill();
        }
    }

    /** The JDK tells of an end on a thread that it starts for that, and not at all when it can start none. */
    private void noticeDeath(Process last) {
        if (!last.isAlive()) {
            threads.execute(() -> ended(last));
        }
    }

    private void ended(Process dead) {
        if (!isLast(dead)) {
            return;
        }
        String why = "the guard has died " + MOST_FAST_DEATHS + " times in a row, with exit code " + dead.exitValue();
        if (isBeingStarted()) {
            long before = starts();
            later(() -> loseWhileStarting(before));
            try {
                LOG.info("a new guard runs, pid {}", start().process().pid());
                seeBack();
                return;
            } catch (IOException | RuntimeException | Error e) {
                why = "no new guard can be started: " + e.getMessage();
            }
        }
        if (lose()) {
            watcher.guardLost(why);
        }
        keepTrying();
    }

    /** Whether a guard has died that was not closed before; then the next one may be started, unless too many have. */
    private synchronized boolean isLast(Process dead) {
        if (closed || script.filter(one -> one.process() == dead).isEmpty()) {
            return false;
        }
        GuardScript last = script.get();
        script = Optional.empty();
        last.close();
        LOG.error("the guard, pid {}, has died (exit code {})", dead.pid(), dead.exitValue());
        fastDeaths = last.diedFast() ? fastDeaths + 1 : 0;
        starting = fastDeaths < MOST_FAST_DEATHS;
        return true;
    }

    private synchronized boolean isBeingStarted() {
        return starting;
    }

    private synchronized long starts() {
        return starts;
    }

    /** Tells whether that is news. */
    private synchronized boolean lose() {
        boolean news = !lost;
        lost = true;
        return news;
    }

    /** As long as a start takes there is no guard; not that of a later one. */
    private void loseWhileStarting(long before) {
        boolean news;
        synchronized (this) {
            news = starting && starts == before && !closed && lose();
        }
        if (news) {
            watcher.guardLost("the start of a new guard takes more than " + TRY_AGAIN.toSeconds() + " s");
        }
    }

    /** One whose start has taken long is there now. */
    private synchronized void seeBack() {
        if (lost) {
            keepTrying();
        }
    }

    private synchronized void keepTrying() {
        if (!trying) {
            trying = true;
            later(this::tryAgain);
        }
    }

    private void later(Runnable what) {
        threads.schedule(what, TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryAgain() {
        try {
            if (isClosed()) {
                return;
            }
            GuardScript started = mayStart() ? start() : present();
            started.awaitReady();
            synchronized (this) {
                if (!script.equals(Optional.of(started))) {
                    throw new IOException("it has ended at once");
                }
                lost = false;
                trying = false;
            }
            LOG.info("there is a guard again, pid {}", started.process().pid());
            watcher.guardBack();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("there is still no guard: {}", e.getMessage());
            later(this::tryAgain);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized GuardScript present() throws IOException {
        return script.orElseThrow(() -> new IOException("it is just being started"));
    }

    /** Ends the script in order: whatever still runs is left alone. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.shutdown();
        order(QUIT);
        script.ifPresent(GuardScript::close);
    }
}
