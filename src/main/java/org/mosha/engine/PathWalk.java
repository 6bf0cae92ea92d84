package org.mosha.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way to some files: each directory and symbolic link on it, and what has to be known of each of them so that no
 * change of the files, nor of the way, stays unseen.
 */
final class PathWalk {
    private static final int THERE = Inotify.DELETE_SELF | Inotify.MOVE_SELF;
    private static final int NAMES =
            THERE | Inotify.CREATE | Inotify.DELETE | Inotify.MOVED_FROM | Inotify.MOVED_TO | Inotify.ONLYDIR;
    private static final int CONTENT = THERE | Inotify.MODIFY | Inotify.ATTRIB;
    private static final int LINK = THERE | Inotify.ATTRIB | Inotify.DONT_FOLLOW;

    /** The kernel's own limit. */
    private static final int MOST_LINKS = 40;

    /**
     * What has to be known of one thing on the way.
     *
     * @param mask what to tell of it, in inotify's bits
     * @param all whether all names in it matter, where it is a directory
     * @param names the names in it that matter
     */
    record Interest(int mask, boolean all, Set<String> names) {
        Interest and(Interest other) {
            Set<String> both = new TreeSet<>(names);
            both.addAll(other.names);
            return new Interest(mask | other.mask, all || other.all, both);
        }
    }

    private final Path home;
    private final Map<Path, Interest> interests = new LinkedHashMap<>();
    private final Set<Path> places = new LinkedHashSet<>();
    private boolean complete = true;

    /**
     * Walks.
     *
     * @param home a directory, as it is really called, in which little happens: within it, what appears in a directory on
     *     the way matters as well
     * @param files absolute paths of files, there or not
     * @param directories absolute paths of directories whose names matter
     * @throws IOException when a link cannot be read
     */
    PathWalk(Path home, List<Path> files, List<Path> directories) throws IOException {
        this.home = home;
        for (Path file : files) {
            walk(file);
        }
        for (Path directory : directories) {
            Path end = walk(directory);
            complete &= Files.isDirectory(end, LinkOption.NOFOLLOW_LINKS);
            note(end, new Interest(NAMES, true, Set.of()));
            places.add(end);
        }
    }

    /** What matters, in the order of the ways: each thing behind that in which it is. */
    Map<Path, Interest> interests() {
        return interests;
    }

    /** Where something is read on the ways, so that it matters whether the kernel knows of each change there. */
    Set<Path> places() {
        return places;
    }

    /** Whether each way has led to the directory of its file at least. */
    boolean isComplete() {
        return complete;
    }

    /** Walks to a file; returns where it really is. */
    private Path walk(Path file) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        file.forEach(ahead::add);
        Path at = file.getRoot();
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.pop().toString();
            Path next = at.resolve(name).normalize();
            if (ahead.isEmpty() || at.startsWith(home)) {
                note(at, new Interest(NAMES, false, Set.of(name)));
                places.add(at);
            }
            if (Files.isSymbolicLink(next) && ++links <= MOST_LINKS) {
                note(next, new Interest(LINK, false, Set.of()));
                places.add(at);
                Path target = Files.readSymbolicLink(next);
                at = target.isAbsolute() ? target.getRoot() : at;
                pushAll(ahead, target);
            } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                note(next, new Interest(ahead.isEmpty() ? CONTENT : THERE, false, Set.of()));
                at = next;
                if (ahead.isEmpty()) {
                    places.add(at);
                }
            } else {
                complete &= ahead.isEmpty();
                return next;
            }
        }
        return at;
    }

    private static void pushAll(Deque<Path> ahead, Path target) {
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.push(target.getName(i));
        }
    }

    private void note(Path path, Interest interest) {
        interests.merge(path, interest, Interest::and);
    }
}
