package org.mosha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.mosha.linux.ProcStat;

/**
 * The daemon's pid file: its first word is the pid, its second the daemon's start time in clock ticks since the
 * machine booted, so that a stranger that got a dead daemon's pid is not taken for it. A third one says that the daemon
 * is ending. A daemon has one such object, for all its threads: then nothing is written after the file was deleted.
 */
public final class PidFile {
    private static final int LONGEST = 100;
    private static final String ENDING = "ending";

    private final Path file;
    private final Path proc;

    /** What a pid file says, checked against the processes that there are. */
    public enum State {
        /** There is no pid file. */
        NONE,
        /** There is one, but the daemon that wrote it lives no more, or the file is damaged. */
        DEAD,
        /** The daemon that wrote it is alive. */
        ALIVE,
        /** The file cannot be read. */
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param state the state
     * @param pid the daemon's pid when it is alive; otherwise the pid in the file, or 0 when it has none
     * @param startTicks the start time in the file, in clock ticks since the machine booted, or 0
     * @param ending whether the file says that the daemon stops its groups and ends
     */
    public record Found(State state, long pid, long startTicks, boolean ending) {
        private static Found nobody(State state) {
            return new Found(state, 0, 0, false);
        }
    }

    private record Owner(long pid, long startTicks) {}

    private record Content(Owner owner, boolean ending) {}

    /**
     * Names a pid file.
     *
     * @param file the file; its directory must exist when it is written
     */
    public PidFile(Path file) {
        this(file, Path.of("/proc"));
    }

    PidFile(Path file, Path proc) {
        this.file = Objects.requireNonNull(file, "file");
        this.proc = Objects.requireNonNull(proc, "proc");
    }

    /**
     * Names the pid file of the daemon that has a {@code var.dir}.
     *
     * @param varDir the directory
     * @return its {@code mosha.pid}
     */
    public static PidFile in(Path varDir) {
        return new PidFile(varDir.resolve("mosha.pid"));
    }

    /**
     * The file's name.
     *
     * @return the path
     */
    public Path file() {
        return file;
    }

    /**
     * Reads the file and looks for its daemon: a process with that pid and that start time that is a Mosha.
     *
     * @return what was found; never a stranger as alive
     */
    public Found look() {
        Optional<Content> content;
        try {
            content = read();
        } catch (NoSuchFileException e) {
            return Found.nobody(State.NONE);
        } catch (AccessDeniedException e) {
            return Found.nobody(State.UNKNOWN);
        } catch (IOException e) {
            return Found.nobody(Files.isDirectory(file) ? State.DEAD : State.UNKNOWN);
        }
        return content.map(this::check).orElse(Found.nobody(State.DEAD));
    }

    /**
     * Writes this process into the file, replacing it at once.
     *
     * @throws IOException when it cannot be written
     */
    public synchronized void write() throws IOException {
        put("");
    }

    /**
     * Says in the file that this process is ending, so that nobody who wants a daemon takes it for one that stays. Makes
     * no file that is not there: the process may be told to end once more when it has taken it away.
     *
     * @throws IOException when it cannot be read or written
     */
    public synchronized void writeEnding() throws IOException {
        if (isOurs()) {
            put(" " + ENDING);
        }
    }

    /**
     * Asks whether another process than this one is alive and has written the file. After a reboot, this one may have the
     * pid and the start time of the daemon that wrote it.
     *
     * @return true when there is such a daemon
     */
    public boolean isOfAnother() {
        Found found = look();
        return found.state() == State.ALIVE
                && found.pid() != ProcessHandle.current().pid();
    }

    private boolean isOurs() throws IOException {
        try {
            return read().map(Content::owner).equals(Optional.of(self()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void put(String more) throws IOException {
        Owner self = self();
        Path temporary = file.resolveSibling(file.getFileName() + "." + self.pid());
        Files.writeString(temporary, self.pid() + " " + self.startTicks() + more + "\n", StandardCharsets.US_ASCII);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes the file when it names this process; leaves any other alone.
     *
     * @throws IOException when it cannot be read or deleted
     */
    public synchronized void deleteIfOurs() throws IOException {
        if (isOurs()) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Deletes the file of a daemon that lives no more; for who has its {@code var.dir}, which nobody else gets meanwhile.
     *
     * @throws IOException when it cannot be deleted
     */
    public synchronized void deleteIfDead() throws IOException {
        if (look().state() == State.DEAD) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Asks whether the process that was found alive still is, whatever has become of the file. It is one until all of it
     * has ended; its command line, which goes before, has been looked at already.
     */
    boolean isStillAlive(Found found) {
        return isThere(new Owner(found.pid(), found.startTicks()));
    }

    private Found check(Content content) {
        Owner owner = content.owner();
        return new Found(isAlive(owner) ? State.ALIVE : State.DEAD, owner.pid(), owner.startTicks(), content.ending());
    }

    private Optional<Content> read() throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(LONGEST);
        }
        String[] words = new String(head, StandardCharsets.ISO_8859_1).trim().split("\\s+");
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            Owner owner = new Owner(Long.parseLong(words[0]), Long.parseLong(words[1]));
            boolean ending = words.length > 2 && words[2].equals(ENDING);
            return owner.pid() > 0 ? Optional.of(new Content(owner, ending)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isAlive(Owner owner) {
        return isThere(owner) && hasMark(owner.pid());
    }

    private boolean isThere(Owner owner) {
        return look(owner.pid())
                .filter(stat -> stat.startTicks() == owner.startTicks())
                .isPresent();
    }

    /** One that lives: where the first thread has ended, the others have its files and ports until they have, too. */
    private Optional<ProcStat> look(long pid) {
        try {
            return ProcStat.read(proc, pid).filter(ProcStat::lives);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** After a reboot even the start time may be a stranger's: the command line tells. */
    private boolean hasMark(long pid) {
        try {
            String commandLine = Files.readString(proc.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            for (String argument : commandLine.split("\0")) {
                if (argument.startsWith("-Dmosha.home=")
                        || argument.equals("org.mosha.app.Main")
                        || argument.endsWith("mosha.jar")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private Owner self() throws IOException {
        long pid = ProcessHandle.current().pid();
        ProcStat stat = look(pid).orElseThrow(() -> new IOException("cannot read " + proc.resolve(pid + "/stat")));
        return new Owner(pid, stat.startTicks());
    }
}
