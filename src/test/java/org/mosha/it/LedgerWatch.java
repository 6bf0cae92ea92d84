package org.mosha.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;
import org.mosha.ledger.LedgerLine;

/**
 * Reads a ledger as it grows, and looks itself whether the processes that wrote it are there: one that lives counts as
 * running also while it gets no time to say so.
 */
final class LedgerWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private record Suspect(LedgerLine line, long startTicks) {}

    private final LedgerFile file;
    private final LedgerCheck check = new LedgerCheck();
    private final Map<Long, Suspect> processes = new HashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private Exception failure;

    LedgerWatch(Path ledger) {
        this.file = new LedgerFile(ledger);
        looking.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            for (LedgerLine line : file.news()) {
                check.add(line);
                Suspect known = processes.get(line.pid());
                if (known == null || line.event() == LedgerLine.Event.START) {
                    processes.put(line.pid(), new Suspect(line, startTicks(line.pid())));
                }
            }
            processes.values().removeIf(suspect -> !isThere(suspect));
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private boolean isThere(Suspect suspect) {
        long nanos = System.nanoTime();
        LedgerLine line = suspect.line();
        boolean there = Processes.isAlive(line.pid()) && startTicks(line.pid()) == suspect.startTicks();
        if (there) {
            check.add(new LedgerLine(nanos, line.node(), line.group(), LedgerLine.Event.SEEN, line.pid()));
        }
        return there;
    }

    private static long startTicks(long pid) {
        try {
            return Processes.startTicks(pid);
        } catch (IOException e) {
            return -1;
        }
    }

    /** The pids that live now, by their groups. */
    synchronized Map<String, List<Long>> living() {
        look();
        Map<String, List<Long>> living = new HashMap<>();
        processes
                .values()
                .forEach(suspect -> living.computeIfAbsent(suspect.line().group(), g -> new ArrayList<>())
                        .add(suspect.line().pid()));
        return living;
    }

    /** All times so far at which a group was on two nodes. */
    synchronized List<LedgerCheck.Overlap> overlaps() {
        look();
        return check.overlaps();
    }

    /** Judges everything; to be called when all has ended. */
    synchronized LedgerCheck verified() {
        look();
        if (failure != null) {
            throw new AssertionError("the ledger cannot be read", failure);
        }
        check.verify();
        return check;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
