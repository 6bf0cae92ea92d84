package org.mosha.engine.directory;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Whether anything can have changed since the last look, told by the names in the directory of the nodes and by the
 * times and sizes of some files. A look takes many times as long, and where a node is alone there is seldom a reason.
 */
final class Glance {
    /** A file's time has a grain: what has changed a moment ago may change again without showing it. */
    private static final Duration SURE = Duration.ofSeconds(2);

    /** A file may be replaced by one of the same size and time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final File nodes;
    private final File[] files;
    private String[] names = {};
    private long[] stamps = {};
    private long changedNanos = System.nanoTime();
    private long lookedNanos = changedNanos;

    /**
     * Begins, with nothing seen.
     *
     * @param nodes the directory whose names are those of the nodes
     * @param files the files and directories that matter
     */
    Glance(Path nodes, List<Path> files) {
        this.nodes = nodes.toFile();
        this.files = files.stream().map(Path::toFile).toArray(File[]::new);
    }

    /** Whether a look can be spared; when not, the caller looks. */
    boolean isSame() {
        long now = System.nanoTime();
        String[] namesNow = nodes.list();
        long[] stampsNow = stamps();
        // a directory that cannot be read is another one each time: the look says what is wrong
        if (namesNow == null || !Arrays.equals(names, namesNow) || !Arrays.equals(stamps, stampsNow)) {
            names = namesNow == null ? new String[0] : namesNow;
            stamps = stampsNow;
            changedNanos = now;
        }
        boolean same = now - changedNanos > SURE.toNanos() && now - lookedNanos < LONGEST.toNanos();
        if (!same) {
            lookedNanos = now;
        }
        return same;
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
