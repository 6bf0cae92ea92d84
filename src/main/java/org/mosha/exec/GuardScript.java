package org.mosha.exec;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One run of the script {@code bin/mosha-guard}: its process, and the pipe in which it hears its orders. Used under the lock
 * of its {@link Guard}, but for {@link #start} and {@link #awaitReady}, which take as long as the system likes.
 */
final class GuardScript implements AutoCloseable {
    private static final Path BASH = Path.of("/bin/bash");
    private static final String READY = "ready";
    /** The order to end, and to kill nothing. */
    static final String QUIT = "quit\n";
    /** One that ends so soon after its start will not do at all. */
    private static final Duration TOO_FAST = Duration.ofSeconds(1);

    private final OrderPipe orders;
    private Process process;
    private long startedNanos;

    /**
     * Makes the pipe; there is no process yet.
     *
     * @throws IOException when there are too many open files
     */
    GuardScript() throws IOException {
        orders = new OrderPipe();
    }

    /**
     * Starts the process.
     *
     * @param post what it guards
     * @param launcher starts it
     * @throws IOException when it cannot be started, with a sentence
     */
    void start(GuardPost post, Guard.Launcher launcher) throws IOException {
        if (!Files.isExecutable(BASH)) {
            throw new IOException("the guard needs " + BASH + ", which is not there");
        }
        ProcessBuilder builder = new ProcessBuilder(post.command())
                .directory(new File("/"))
                .redirectInput(orders.readEnd())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        process = launcher.start(builder);
    }

    /**
     * Waits until it is on its guard.
     *
     * @throws IOException when it has ended, or says what is wrong
     */
    void awaitReady() throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (!READY.equals(line)) {
            throw new IOException("the guard does not work: " + (line == null ? "it has ended" : line));
        }
    }

    /** From now on it has its end of the pipe, and its life counts. */
    void begin() {
        orders.begin();
        startedNanos = System.nanoTime();
    }

    /**
     * Gives an order.
     *
     * @param order a line
     * @return false when it has heard nothing for long; one that is dead is none of these
     */
    boolean give(String order) {
        return orders.give(order, System.nanoTime());
    }

    /** Ends it at once; it kills nothing then. */
    void kill() {
        process.destroyForcibly();
        close();
    }

    /** Gives no order any more. One that lives and has not been told {@link #QUIT} takes that for the daemon's death. */
    @Override
    public void close() {
        orders.close();
    }

    Process process() {
        return process;
    }

    /** Whether it has lived for a moment only. */
    boolean diedFast() {
        return System.nanoTime() - startedNanos < TOO_FAST.toNanos();
    }
}
