package org.mosha.exec;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The helper outside the JVM that kills everything that this daemon has started, when the daemon dies, or when it is
 * not heard of in time, frozen as it may be. {@code bin/mosha-guard} is the helper; this is the daemon's end of it.
 * When the helper is killed it is started anew at once.
 */
public final class Guard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    /** A helper that dies so soon after its start will not do at all. */
    private static final Duration TOO_FAST = Duration.ofSeconds(1);

    private static final int MOST_FAST_DEATHS = 3;

    private final List<String> command;
    private final Runnable lost;
    private Process process;
    private OutputStream orders;
    private String lastOrder = "hold\n";
    private long startedNanos;
    private int fastDeaths;
    private boolean closed;

    /**
     * Prepares a guard.
     *
     * @param script the helper, {@code bin/mosha-guard}
     * @param identity the daemon's mark, the same in all its lives
     * @param incarnation this life's mark
     * @param varDir where what runs is written down
     * @param goneFile where the helper says that nothing is left after the daemon has died; empty for nowhere
     * @param lost called on some thread when there is no guard any more and none can be started
     */
    public Guard(
            Path script, String identity, String incarnation, Path varDir, Optional<Path> goneFile, Runnable lost) {
        List<String> words = new ArrayList<>(
                List.of("/usr/bin/setsid", "/bin/bash", script.toString(), identity, incarnation, varDir.toString()));
        goneFile.ifPresent(file -> words.add(file.toString()));
        this.command = List.copyOf(words);
        this.lost = Objects.requireNonNull(lost, "lost");
    }

    /**
     * Starts the helper.
     *
     * @throws IOException when it cannot be started, with a sentence
     */
    public synchronized void open() throws IOException {
        if (!Files.isExecutable(Path.of(command.get(1)))) {
            throw new IOException("the guard needs /bin/bash, which is not there");
        }
        start();
    }

    private void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process started = builder.start();
        process = started;
        orders = started.getOutputStream();
        startedNanos = System.nanoTime();
        order(lastOrder);
        started.onExit().thenAccept(this::ended);
    }

    /**
     * Has everything killed unless a further word comes in time.
     *
     * @param nanos the time at which it is killed, of {@link System#nanoTime}
     */
    public synchronized void until(long nanos) {
        order("until " + BootClock.hundredths(nanos) + "\n");
    }

    /**
     * The helper's process.
     *
     * @return its pid; 0 when there is none
     */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    private void order(String order) {
        lastOrder = order;
        try {
            send(order);
        } catch (IOException e) {
            // it has died, which ended() sees to
            LOG.debug("the guard does not listen", e);
        }
    }

    private void send(String order) throws IOException {
        orders.write(order.getBytes(StandardCharsets.US_ASCII));
        orders.flush();
    }

    private synchronized void ended(Process dead) {
        if (closed || dead != process) {
            return;
        }
        boolean fast = System.nanoTime() - startedNanos < TOO_FAST.toNanos();
        fastDeaths = fast ? fastDeaths + 1 : 0;
        LOG.error("the guard, pid {}, has died (exit code {})", dead.pid(), dead.exitValue());
        try {
            if (fastDeaths < MOST_FAST_DEATHS) {
                start();
                LOG.info("a new guard runs, pid {}", process.pid());
                return;
            }
        } catch (IOException e) {
            LOG.error("no new guard can be started: {}", e.getMessage());
        }
        process = null;
        lost.run();
    }

    /** Ends the helper in order: whatever still runs is left alone. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null) {
            order("quit\n");
            try {
                orders.close();
            } catch (IOException e) {
                LOG.debug("the guard has gone before", e);
            }
        }
    }
}
