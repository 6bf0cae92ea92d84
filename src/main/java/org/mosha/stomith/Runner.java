package org.mosha.stomith;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.mosha.linux.OwnSession;

/** Runs commands to their end, each in a session of its own; for any thread. */
final class Runner implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<String, String> environment;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Gets ready.
     *
     * @param additions what every command finds in its environment, beside the daemon's own
     */
    Runner(Map<String, String> additions) {
        Map<String, String> all = OwnSession.environment();
        all.putAll(additions);
        environment = Map.copyOf(all);
    }

    /**
     * Runs a command and waits for its end, or makes it end. What a command that has ended by itself has left running
     * in the background is nobody's business here.
     *
     * @param command the program with its arguments
     * @param variables more of its environment
     * @param input what it can read; small enough for a pipe
     * @param deadline when it is killed with all that it has started
     * @return how it has ended
     */
    Ended run(List<String> command, Map<String, String> variables, String input, Deadline deadline) {
        if (closed) {
            return new Ended(Ended.How.STOPPED, 0, "");
        }
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        try (Capture capture = new Capture()) {
            Process process = new Launcher(capture.writeEnd()).start(inOwnSession(command), all);
            capture.started();
            running.add(process);
            try {
                feed(process, input);
                return follow(process, capture, deadline);
            } finally {
                if (process.isAlive()) {
                    Session.kill(process);
                }
                running.remove(process);
            }
        } catch (IOException e) {
            return new Ended(Ended.How.NOT_STARTED, 0, String.valueOf(e.getMessage()));
        }
    }

    /** What to execute, when this thread does it; no part of the command is read by a shell here. */
    private static CommandLine inOwnSession(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(OwnSession.words());
        words.addAll(command);
        CommandLine line = new CommandLine(words.get(0));
        words.stream().skip(1).forEach(word -> line.addArgument(word, false));
        return line;
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it does not want it: its exit code tells what came of that
            return;
        }
    }

    private Ended follow(Process process, Capture capture, Deadline deadline) {
        Ended.How how = Ended.How.EXITED;
        try {
            while (how == Ended.How.EXITED
                    && !process.waitFor(Math.min(LOOK_NANOS, deadline.leftNanos()), TimeUnit.NANOSECONDS)) {
                capture.read();
                how = deadline.leftNanos() <= 0 ? Ended.How.TIMED_OUT : how;
                how = closed ? Ended.How.STOPPED : how;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            how = Ended.How.STOPPED;
        }
        if (how != Ended.How.EXITED) {
            Session.kill(process);
        } else if (closed && process.exitValue() != 0) {
            how = Ended.How.STOPPED;
        }
        capture.read();
        return new Ended(how, how == Ended.How.EXITED ? process.exitValue() : 0, capture.text());
    }

    /** Kills all that runs, and runs nothing any more. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Session::kill);
    }
}
