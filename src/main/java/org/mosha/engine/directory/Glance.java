package org.mosha.engine.directory;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mosha.engine.PathWatch;

/**
 * Whether anything can have changed since the last look, told by the names in the directory of the nodes and by the
 * times and sizes of some files. A look takes many times as long, and where a node is alone there is seldom a reason.
 * Where the kernel tells of changes, there is seldom a reason even for a glance.
 */
final class Glance implements AutoCloseable {
    /** A file's time has a grain: what has changed a moment ago may change again without showing it. */
    private static final Duration SURE = Duration.ofSeconds(2);

    /** A file may be replaced by one of the same size and time, and a node may come whose directory was there before. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** How often it is tried to have the kernel tell of changes. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final File nodes;
    private final File[] files;
    private final PathWatch watch;
    private String[] names = {};
    private long[] stamps = {};
    private long changedNanos = System.nanoTime();
    private long lookedNanos = changedNanos;
    private long triedNanos = changedNanos - TRY_AGAIN.toNanos();
    private boolean touched = true;

    /**
     * Begins, with nothing seen.
     *
     * @param nodes the directory whose names are those of the nodes
     * @param files the files that matter
     * @param claims a directory that matters
     * @param changed called on some thread when the kernel tells of a change; {@link #touched} is then to be called
     */
    Glance(Path nodes, List<Path> files, Path claims, Runnable changed) {
        this.nodes = nodes.toFile();
        this.files = Stream.concat(files.stream(), Stream.of(claims))
                .map(Path::toFile)
                .toArray(File[]::new);
        this.watch = new PathWatch(nodes, files, List.of(nodes, claims), changed);
    }

    /** The kernel has told of a change. */
    void touched() {
        touched = true;
    }

    /** Whether the kernel will tell when there is a reason for the next glance. */
    boolean isTold() {
        return watch.isSure() && !touched && System.nanoTime() - changedNanos > SURE.toNanos();
    }

    /** Has the kernel tell nothing, until the next glance. */
    void rest() {
        watch.rest();
        touched = true;
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Whether a look can be spared; when not, the caller looks. */
    boolean isSame() {
        long now = System.nanoTime();
        watchAgain(now);
        String[] namesNow = nodes.list();
        long[] stampsNow = stamps();
        // a directory that cannot be read is another one each time: the look says what is wrong
        if (namesNow == null || !Arrays.equals(names, namesNow) || !Arrays.equals(stamps, stampsNow)) {
            names = namesNow == null ? new String[0] : namesNow;
            stamps = stampsNow;
            // maybe the way to them is another one now
            touched = true;
            changedNanos = now;
        }
        boolean same = now - changedNanos > SURE.toNanos() && now - lookedNanos < LONGEST.toNanos();
        if (!same) {
            lookedNanos = now;
        }
        return same;
    }

    /** Watches before anything is read, so that what changes afterwards is told. */
    private void watchAgain(long now) {
        if (touched || !watch.isSure() && now - triedNanos > TRY_AGAIN.toNanos()) {
            touched = false;
            triedNanos = now;
            watch.renew();
        }
    }

    private long[] stamps() {
        long[] all = new long[2 * files.length];
        for (int i = 0; i < files.length; i++) {
            all[2 * i] = files[i].lastModified();
            // what has no time is not there
            all[2 * i + 1] = all[2 * i] == 0 ? 0 : files[i].length();
        }
        return all;
    }
}
