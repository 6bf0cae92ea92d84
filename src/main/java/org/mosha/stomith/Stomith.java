package org.mosha.stomith;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosha.config.FenceAgentName;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort;
import org.mosha.node.Refused;

/**
 * Shoots nodes in the way that the settings name: one shot at a node at a time, some nodes at once. A shot's time
 * begins when it does: if more nodes are to be shot than can be at once, the last ones wait.
 */
public final class Stomith implements FencePort, AutoCloseable {
    private static final int NODES_AT_ONCE = 8;
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSING_SECONDS = 5;

    private final Listener listener;
    private final Report report = new Report();
    private final Targets targets = new Targets();
    private final Runner runner;
    private final Method method;
    private final ThreadPoolExecutor pool;

    /**
     * Gets ready.
     *
     * @param stomith the setting {@code stomith}: a command for the shell, to which the node's number is added as an
     *     argument, or {@code fence-agent:} and an agent; empty to only log
     * @param timeout the setting {@code stomith.timeout}: how long a shot, or a test, may take
     * @param fenceDir the setting {@code fence.dir}: the directory of the agent's options, a file for each node
     * @param environment what commands find in their environment, beside the daemon's own, such as MOSHA_NODE
     * @param listener takes the answers
     * @throws IllegalArgumentException when the agent is not named as the settings demand
     */
    public Stomith(
            Optional<String> stomith,
            Duration timeout,
            Path fenceDir,
            Map<String, String> environment,
            Listener listener) {
        this.listener = listener;
        runner = new Runner(environment);
        method = stomith.map(text -> method(text, timeout, fenceDir)).orElseGet(LogOnly::new);
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                NODES_AT_ONCE, NODES_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "mosha-stomith-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    private Method method(String text, Duration timeout, Path fenceDir) {
        if (!FenceAgentName.isMeantBy(text)) {
            return new FenceCommand(text, timeout, runner, report);
        }
        FenceAgentName name = FenceAgentName.of(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' names no fence agent"));
        FenceAgent agent = new FenceAgent(name, timeout, fenceDir, runner, report);
        try {
            agent.program();
        } catch (Refused e) {
            report.warn("No node can be shot: " + e.getMessage());
        }
        return agent;
    }

    @Override
    public String method() {
        return method.name();
    }

    @Override
    public void shoot(NodeId node, String incarnation) {
        if (!targets.add(node, incarnation)) {
            return;
        }
        try {
            pool.execute(() -> work(node));
        } catch (RejectedExecutionException e) {
            refuse(node, "the daemon goes down");
        } catch (OutOfMemoryError e) {
            refuse(node, "this machine has no thread left for it");
        }
    }

    private void work(NodeId node) {
        Optional<String> next = targets.next(node);
        while (next.isPresent()) {
            answer(node, next.get(), fire(node, next.get()));
            next = targets.next(node);
        }
    }

    private Verdict fire(NodeId node, String incarnation) {
        try {
            return method.shoot(node, incarnation);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            report.failure("Shooting node " + node + " failed", e);
            return Verdict.failed("it could not be done: " + e);
        }
    }

    private void refuse(NodeId node, String reason) {
        Optional<String> next = targets.next(node);
        while (next.isPresent()) {
            answer(node, next.get(), Verdict.failed(reason));
            next = targets.next(node);
        }
    }

    private void answer(NodeId node, String incarnation, Verdict verdict) {
        report.ended(node, incarnation, verdict);
        // taken out before anybody hears of it: who then asks again gets a shot of his own
        int askers = targets.finish(node, incarnation);
        for (int i = 0; i < askers; i++) {
            try {
                listener.shot(node, incarnation, verdict.answer(), verdict.note());
            } catch (RuntimeException e) {
                report.failure("What came of shooting node " + node + " was not taken", e);
            }
        }
    }

    @Override
    public String test(NodeId node) throws Refused {
        return method.test(node);
    }

    /** Kills the commands that run, and shoots no more; all shots that were asked for are answered. */
    @Override
    public void close() {
        runner.close();
        pool.shutdown();
        try {
            pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
