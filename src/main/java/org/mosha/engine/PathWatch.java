package org.mosha.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel tell when some files may have changed, so that nobody needs to look at them again and again: their
 * content, their times, whether they are there, and where the symbolic links lead that are on the way. Where the kernel
 * may not know of each change it says so. What it cannot tell at all is that something is mounted over a directory.
 *
 * <p>One thread, whose caller looks at the files, has it; another one, which it makes, waits for what the kernel tells.
 */
public final class PathWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** How often the way may change while it is walked. */
    private static final int TRIES = 3;

    /** An edit is several events; who has been told once will look anyway. */
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Path home;
    private final List<Path> files;
    private final List<Path> directories;
    private final Runnable changed;
    private Optional<Inotify> kernel = Optional.empty();
    private boolean sure;
    private String doubt = "";
    private volatile Map<Integer, PathWalk.Interest> watched = Map.of();
    private volatile boolean deaf;
    private volatile boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param home a directory in which little happens; what appears within it, on the way to the files, is told
     * @param files what is watched, there or not
     * @param directories directories of whose entries the names are watched
     * @param changed called on another thread when something may have changed; the caller then calls {@link #renew} and
     *     looks
     */
    public PathWatch(Path home, List<Path> files, List<Path> directories, Runnable changed) {
        this.home = absolute(home);
        this.files = files.stream().map(PathWatch::absolute).toList();
        this.directories = directories.stream().map(PathWatch::absolute).toList();
        this.changed = Objects.requireNonNull(changed, "changed");
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath();
    }

    /**
     * Watches all that is now on the way to the files. To be called before the files are looked at, whenever they may
     * have changed: what changes after the call is told then.
     *
     * @return whether each change is told from now on; else the caller has to look by itself
     */
    public boolean renew() {
        sure = false;
        String reason = "the way to the files changes all the time";
        try {
            for (int i = 0; i < TRIES && !sure && !deaf && !closed; i++) {
                PathWalk walk = walk();
                Optional<String> elsewhere = LocalStores.elsewhere(walk.places());
                if (elsewhere.isPresent() || !walk.isComplete()) {
                    reason = elsewhere.orElse("a directory is missing");
                    break;
                }
                sure = watch(walk.interests()) && isStill(walk);
            }
        } catch (IOException e) {
            reason = IoReason.of(e);
        }
        tell(sure ? "" : reason);
        return sure;
    }

    private boolean isStill(PathWalk walk) throws IOException {
        return walk().interests().equals(walk.interests());
    }

    private PathWalk walk() throws IOException {
        return new PathWalk(home.toRealPath(), files, directories);
    }

    /** Whether the kernel tells of each change since {@link #renew} was called last. */
    public boolean isSure() {
        return sure && !deaf;
    }

    /** Watches nothing any more, until it is renewed. */
    public void rest() {
        sure = false;
        keep(Map.of());
    }

    @Override
    public void close() {
        closed = true;
        rest();
        try {
            if (kernel.isPresent()) {
                kernel.get().wake();
            }
        } catch (IOException e) {
            // the thread does not keep the process from ending
            LOG.debug("the end of a watch is not told", e);
        }
    }

    /** Whether all that is to be watched was still there. */
    private boolean watch(Map<Path, PathWalk.Interest> interests) throws IOException {
        if (kernel.isEmpty()) {
            kernel = Optional.of(begin());
        }
        Map<Integer, PathWalk.Interest> now = new HashMap<>();
        try {
            for (Map.Entry<Path, PathWalk.Interest> each : interests.entrySet()) {
                int watch = kernel.get().add(each.getKey(), each.getValue().mask());
                now.merge(watch, each.getValue(), PathWalk.Interest::and);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            keep(now);
        }
    }

    private void keep(Map<Integer, PathWalk.Interest> now) {
        Map<Integer, PathWalk.Interest> before = watched;
        watched = Map.copyOf(now);
        for (int watch : before.keySet()) {
            if (!now.containsKey(watch)) {
                kernel.orElseThrow().remove(watch);
            }
        }
    }

    private Inotify begin() throws IOException {
        Inotify made = new Inotify();
        Thread thread = new Thread(() -> listen(made), "mosha-files");
        thread.setDaemon(true);
        thread.start();
        return made;
    }

    private void listen(Inotify inotify) {
        try {
            while (!closed) {
                if (inotify.await().stream().anyMatch(this::matters)) {
                    changed.run();
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
            }
        } catch (IOException e) {
            LOG.warn("{}: edits are looked for again and again from now on", e.getMessage());
            deaf = true;
            changed.run();
        } finally {
            inotify.close();
        }
    }

    /** What happens before its watch is known here happens before the look. */
    private boolean matters(Inotify.Event event) {
        PathWalk.Interest interest = watched.get(event.watch());
        boolean named = interest != null
                && (event.name().isEmpty() || interest.all() || interest.names().contains(event.name()));
        return named || event.watch() < 0;
    }

    private void tell(String now) {
        if (!now.isEmpty() && !now.equals(doubt)) {
            LOG.debug("edits are looked for again and again: {}", now);
        }
        doubt = now;
    }
}
