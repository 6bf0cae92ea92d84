package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.mosha.engine.PathWatch;

/**
 * Looks at this node's copies of the operator's files: at once when the kernel tells of a change or there is another
 * version, and every so often; seldom where the kernel tells of each change. Used by the engine's thread.
 */
final class Edits implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(400);
    private static final Duration SELDOM = Duration.ofSeconds(10);

    /** How soon it is looked again at what is just being written. */
    private static final Duration SOON = Duration.ofMillis(20);

    /** A file's time has a grain: what has changed a moment ago may change again without showing it. */
    private static final Duration SURE = Duration.ofSeconds(2);

    private final OperatorCopies copies;
    private final Versions versions;
    private final PathWatch watch;
    private volatile boolean touched = true;
    private Version last = Version.NONE;
    private boolean writing;
    private boolean inStep;
    private long lookedNanos;
    private long changedNanos;
    private long triedNanos;

    Edits(OperatorCopies copies, Versions versions, Runnable wake) {
        this.copies = copies;
        this.versions = versions;
        Path base = copies.directory();
        List<Path> files = Stream.of(OperatorFile.values())
                .map(name -> base.resolve(name.toString()))
                .toList();
        this.watch = new PathWatch(base, files, List.of(), () -> {
            touched = true;
            wake.run();
        });
    }

    /** Looks when there may be a reason, or it is asked for. */
    void look(long now, boolean asked) throws IOException {
        boolean news = touched || asked || versions.last() != last;
        if (news) {
            changedNanos = now;
        }
        if (news || now - lookedNanos >= rest(now) - SOON.toNanos() / 2) {
            lookedNanos = now;
            last = versions.last();
            inStep = false;
            writing = false;
            watch(now);
            writing = copies.look(now);
            inStep = !writing && copies.isInStep();
        }
    }

    /** Before anything is read, so that what changes afterwards is told. */
    private void watch(long now) {
        if (touched || !watch.isSure() && now - triedNanos >= SELDOM.toNanos()) {
            touched = false;
            triedNanos = now;
            watch.renew();
        }
    }

    /** Whether somebody was just writing at the last look. */
    boolean isWriting() {
        return writing;
    }

    /** How long nothing has to be looked at after the last look. */
    private long rest(long now) {
        if (writing) {
            return SOON.toNanos();
        }
        boolean told = inStep && watch.isSure() && now - changedNanos >= SURE.toNanos();
        return (told ? SELDOM : OFTEN).toNanos();
    }

    /** How long nothing has to be looked at if nothing happens; never less than a moment. */
    long untilDue(long now) {
        return Math.max(SOON.toNanos(), rest(now) - (now - lookedNanos));
    }

    @Override
    public void close() {
        watch.close();
    }
}
