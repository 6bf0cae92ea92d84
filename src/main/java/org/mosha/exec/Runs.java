package org.mosha.exec;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosha.model.RunId;
import org.mosha.node.ProcessSpec;

/**
 * The runs of this life of the daemon: those that are on their way or whose main process is there, and those of which
 * something lives on. They are written down as well, for {@link Leftovers}. For any thread.
 */
final class Runs implements AutoCloseable {
    private static final int MOST_LINGERING = 4096;

    private final Marks marks;
    private final RunRecords records;
    private final String bootId = Proc.bootId();
    private final Map<RunId, Run> known = new ConcurrentHashMap<>();
    private final Lineage lineage = new Lineage();
    private final Queue<Run> lingering = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lingeringCount = new AtomicInteger();

    Runs(Marks marks, RunRecords records) throws CannotLook {
        this.marks = marks;
        this.records = records;
    }

    /** One that is on its way from now on. */
    Run starts(ProcessSpec spec) {
        Run run = new Run(spec.run(), lineage.started(spec));
        known.put(run.id(), run);
        return run;
    }

    /** Its main process is there. */
    void record(ProcessSpec spec, int pid, long startTicks) {
        records.add(new RunRecords.Entry(bootId, mark(spec.run()), pid, startTicks, spec.stop()));
    }

    Collection<Run> all() {
        return known.values();
    }

    Optional<Run> find(RunId id) {
        return Optional.ofNullable(known.get(id));
    }

    /** One that is to be known from now on, if it is not. */
    Run recall(RunId id) {
        return known.computeIfAbsent(id, this::forgotten);
    }

    /** One of which nothing is known any more. */
    Run forgotten(RunId id) {
        return Run.forgotten(id, lineage.before(id));
    }

    /** Keeps what is known of a run of which something lives on, but not for ever of ever more of them. */
    void linger(Run run) {
        lingering.add(run);
        if (lingeringCount.incrementAndGet() > MOST_LINGERING) {
            lingeringCount.decrementAndGet();
            forget(lingering.remove());
        }
    }

    void forget(Run run) {
        known.remove(run.id(), run);
        records.remove(mark(run.id()));
    }

    /** Nothing of it lives any more. */
    void gone(Run run) {
        if (lingering.remove(run)) {
            lingeringCount.decrementAndGet();
        }
        forget(run);
        lineage.gone(run.id());
    }

    private Marks.Mark mark(RunId id) {
        return marks.of(id.value());
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
