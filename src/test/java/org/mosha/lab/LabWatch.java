package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;
import org.mosha.ledger.LedgerLine;

/**
 * Reads the ledger of a lab as it grows, and looks itself whether the processes that write it are there: one that lives
 * counts as running also while it gets no time to say so. One that stands still, with its host or by a signal, does not.
 * What is seen is judged chapter by chapter.
 */
final class LabWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Lab lab;
    private final Path ledger;
    private final LedgerFile file;
    private final List<LedgerLine> starts = new ArrayList<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private LedgerCheck chapter = new LedgerCheck();
    private List<Service> services = List.of();
    private Exception failure;
    private boolean reading;

    LabWatch(Lab lab, Path ledger) {
        this.lab = lab;
        this.ledger = ledger;
        this.file = new LedgerFile(ledger);
        looking.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at no processes any more, which takes time when there are many, and only reads what they write. */
    synchronized void onlyRead() {
        reading = true;
    }

    private synchronized void look() {
        try {
            List<Service> seen = new ArrayList<>();
            for (int host = 1; host <= lab.hosts() && !reading; host++) {
                look(host, seen);
            }
            services = seen;
            for (LedgerLine line : file.news()) {
                chapter.add(line);
                if (line.event() == LedgerLine.Event.START) {
                    starts.add(line);
                }
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failure = e instanceof Exception exception ? exception : new IllegalStateException(e);
        }
    }

    private void look(int host, List<Service> into) {
        boolean still = lab.isFrozen(host);
        for (long pid : lab.pids(host)) {
            Service.of(host, pid, ledger).ifPresent(service -> {
                // it was there before this time, and is there after it
                long nanos = System.nanoTime();
                if (!still && service.canRun() && !lab.isFrozen(host)) {
                    see(service, nanos);
                }
                into.add(service);
            });
        }
    }

    private void see(Service service, long nanos) {
        service.before()
                .ifPresent(before -> chapter.add(
                        new LedgerLine(
                                nanos, service.host(), service.group(), LedgerLine.Event.SEEN, service.innerPid()),
                        before));
    }

    /** The processes that there are now, by their groups. */
    synchronized Map<String, List<Service>> living() {
        look();
        Map<String, List<Service>> living = new TreeMap<>();
        services.forEach(service ->
                living.computeIfAbsent(service.group(), g -> new ArrayList<>()).add(service));
        return living;
    }

    /** The processes that began after a time, in the order in which they said so. */
    synchronized List<LedgerLine> startsSince(long nanos) {
        look();
        return starts.stream().filter(line -> line.nanos() > nanos).toList();
    }

    /**
     * When the last of some groups was started elsewhere than on a node.
     *
     * @return nanoseconds after a time; 0 when none was
     */
    synchronized long lastStart(long since, int node, Set<String> groups) {
        return startsSince(since).stream()
                        .filter(line -> line.node() != node && groups.contains(line.group()))
                        .mapToLong(LedgerLine::nanos)
                        .max()
                        .orElse(since)
                - since;
    }

    /** All times in this chapter at which a group was on two nodes. */
    synchronized List<LedgerCheck.Overlap> overlaps() {
        look();
        return chapter.overlaps();
    }

    /**
     * Ends a chapter, and begins the next one.
     *
     * @return what was seen in it
     */
    synchronized LedgerCheck turn() {
        look();
        if (failure != null) {
            throw new AssertionError("the ledger cannot be read", failure);
        }
        LedgerCheck ended = chapter;
        chapter = new LedgerCheck();
        return ended;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
