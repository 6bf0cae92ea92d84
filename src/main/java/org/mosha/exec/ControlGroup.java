package org.mosha.exec;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control group (version 2) of this life of the daemon, below the one that it was started in. The daemon itself goes
 * into it, and so does everything that it starts, from its first moment on and whatever it does to its session or its
 * environment: only the kernel can tell that for sure. That a command joined a group of its own instead would take it
 * ten milliseconds and more, for which the kernel waits when it moves a process.
 */
public final class ControlGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ControlGroup.class);
    private static final String PROCS = "cgroup.procs";
    private static final String KILL = "cgroup.kill";
    private static final String RECORD = "cgroup";
    static final String PREFIX = "mosha-";
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final int MOST_LOOKS = 500;
    private static final int MOST_TRIES = 10;

    private final Path directory;

    private ControlGroup(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the group and moves this process into it. Groups beside it that dead daemons have left are removed.
     *
     * @param incarnation names this life of the daemon
     * @param varDir where the group is written down, for the next life
     * @return the group
     * @throws IOException when that is not possible here, with the reason
     */
    public static ControlGroup enter(String incarnation, Path varDir) throws IOException {
        Path parent = own().orElseThrow(() -> new IOException("no cgroup2 is mounted that has this process"));
        DeadGroups.removeIn(parent);
        ControlGroup group = new ControlGroup(parent.resolve(PREFIX + incarnation));
        for (int tries = 1; !group.make(varDir); tries++) {
            if (tries == MOST_TRIES) {
                throw new IOException("control group " + group.directory + " is removed again and again");
            }
        }
        return group;
    }

    /** Tells whether this process is in it; not so when a daemon that started at the same time took it for a dead one's. */
    private boolean make(Path varDir) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw new IOException("cannot make a control group in " + directory.getParent() + ": " + reason(e), e);
        }
        try {
            if (!Files.exists(directory.resolve(KILL)) && Files.exists(directory)) {
                throw new IOException("the kernel has no " + KILL + ", which came with Linux 5.14");
            }
            Files.writeString(varDir.resolve(RECORD), directory + "\n");
            move(directory);
            return true;
        } catch (IOException e) {
            if (Files.notExists(directory)) {
                return false;
            }
            remove(directory);
            throw new IOException("cannot use control group " + directory + ": " + reason(e), e);
        }
    }

    /**
     * The group's directory.
     *
     * @return where its files are
     */
    public Path directory() {
        return directory;
    }

    /**
     * Moves this process back, and removes the group. What is still in it, when everything that is known was stopped
     * in order, had left its session and hidden its environment: it is killed.
     */
    public void leave() {
        try {
            move(directory.getParent());
            if (!remove(directory)) {
                LOG.warn("killed, since nobody could tell whose it was: {}", names(directory));
                kill(directory);
            }
        } catch (IOException e) {
            LOG.warn("cannot leave control group {}: {}", directory, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Kills what is in the group of this daemon's last life, and removes it. To be asked when all that could be
     * stopped in order has been.
     *
     * @param varDir where the group was written down
     * @return whether nothing is left of it
     * @throws InterruptedException when the thread is interrupted
     */
    public static boolean clear(Path varDir) throws InterruptedException {
        try {
            Optional<Path> last = recorded(varDir);
            return last.isEmpty()
                    || own().filter(own -> own.startsWith(last.get())).isPresent()
                    || remove(last.get())
                    || kill(last.get());
        } catch (IOException e) {
            LOG.warn("cannot kill what is in the last control group: {}", e.getMessage());
            return false;
        }
    }

    /** Kills what is in a group and waits until it can be removed; tells whether it could. */
    private static boolean kill(Path group) throws IOException, InterruptedException {
        Files.writeString(group.resolve(KILL), "1", StandardOpenOption.WRITE);
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (remove(group)) {
                return true;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return false;
    }

    private static List<String> names(Path group) throws IOException {
        Proc proc = new Proc();
        List<String> names = new ArrayList<>();
        for (String pid : Files.readAllLines(group.resolve(PROCS))) {
            proc.stat(Long.parseLong(pid)).ifPresent(stat -> names.add(stat.name() + " (pid " + stat.pid() + ")"));
        }
        return names;
    }

    private static Optional<Path> recorded(Path varDir) throws IOException {
        try {
            Path path = Path.of(Files.readString(varDir.resolve(RECORD)).strip());
            boolean isOne = path.isAbsolute()
                    && path.getFileName().toString().startsWith(PREFIX)
                    && Files.exists(path.resolve(KILL));
            return isOne ? Optional.of(path) : Optional.empty();
        } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException e) {
            // nothing was written down, or nothing that could be a group
            return Optional.empty();
        }
    }

    private static void move(Path group) throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        Files.writeString(group.resolve(PROCS), self, StandardOpenOption.WRITE);
    }

    /** Removes a group with those below it, if nobody is in them; the kernel removes its files. */
    static boolean remove(Path group) {
        try (Stream<Path> below = Files.list(group)) {
            below.filter(Files::isDirectory).forEach(ControlGroup::remove);
        } catch (IOException e) {
            LOG.debug("cannot list {}", group, e);
        }
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (IOException e) {
            LOG.debug("cannot remove {}", group, e);
            return false;
        }
    }

    /** The directory of the group that this process is in. */
    private static Optional<Path> own() throws IOException {
        try {
            return find(
                    Files.readAllLines(Path.of("/proc/self/cgroup"), StandardCharsets.UTF_8),
                    Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Finds a group's directory.
     *
     * @param groups the lines of {@code /proc/PID/cgroup}
     * @param mounts the lines of {@code /proc/PID/mountinfo}
     * @return the directory; empty when there is no cgroup2 or it is mounted nowhere
     */
    static Optional<Path> find(List<String> groups, List<String> mounts) {
        Optional<Path> group = groups.stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> Path.of(line.substring(3)))
                .filter(path -> !path.startsWith("/.."))
                .findFirst();
        return group.flatMap(path ->
                mounts.stream().flatMap(line -> directory(path, line).stream()).findFirst());
    }

    /** Such as {@code 42 32 0:28 /root /mount/point rw,nosuid shared:7 - cgroup2 cgroup2 rw}. */
    private static Optional<Path> directory(Path group, String mount) {
        List<String> words = Arrays.asList(mount.split(" "));
        int dash = words.indexOf("-");
        if (dash < 6 || words.size() <= dash + 1 || !words.get(dash + 1).equals("cgroup2")) {
            return Optional.empty();
        }
        Path root = Path.of(words.get(3));
        return group.startsWith(root)
                ? Optional.of(
                        Path.of(words.get(4)).resolve(root.relativize(group).toString()))
                : Optional.empty();
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException fault && fault.getReason() != null ? fault.getReason() : e.getMessage();
    }
}
