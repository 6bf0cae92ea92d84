package org.mosha.exec;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.linux.ThisMachine;

/**
 * Looks at processes, in {@code /proc}. For one thread: it keeps its buffer. A look that cannot be made, as when there are
 * too many open files, is an error and answers nothing.
 */
final class Proc {
    private static final Path ROOT = Path.of("/proc");
    private static final int KERNEL_THREADS = 2;
    private static final int MOST_LISTS = 100;
    private static final long EXEC_NANOS = 50_000;
    private static final int MOST_READS = 100;
    private static final Duration LONGEST_EXEC = Duration.ofSeconds(1);
    private static final int NOT_YET = -2;

    private final Path root;
    private final ProcFiles files;
    private final Duration longestExec;
    private Optional<Boolean> tells = Optional.empty();

    /**
     * What a look for a mark has found.
     *
     * @param mark the mark; empty when there is none or it may not be read
     * @param unsure whether there may be one all the same: the process has been becoming another program for long, or
     *     has ended since it was seen, and a child of it may live on that nobody has looked at
     */
    record Reading(Optional<Marks.Mark> mark, boolean unsure) {}

    /**
     * What a look at all but some processes has found.
     *
     * @param living those that live, without the kernel's own threads
     * @param complete whether these are all; not when new ones died again and again while they were looked at
     */
    record Others(List<ProcStat> living, boolean complete) {}

    /** Begins. */
    Proc() {
        this(ROOT, LONGEST_EXEC);
    }

    /**
     * Begins, with processes that are shown elsewhere.
     *
     * @param root what is in the place of {@code /proc}
     * @param longestExec how long one that becomes another program is waited for
     */
    Proc(Path root, Duration longestExec) {
        this.root = root;
        this.longestExec = longestExec;
        files = new ProcFiles(root);
    }

    /**
     * Looks at one process.
     *
     * @param pid its number
     * @return what it is; empty when there is none
     * @throws CannotLook when nobody can tell
     */
    Optional<ProcStat> stat(long pid) throws CannotLook {
        return ProcStat.parse(files.text(pid + "/stat"));
    }

    /**
     * Looks at all processes that were not looked at before.
     *
     * <p>Who is in the middle of being forked is not listed yet, but its parent is, and lives until it is. So whoever is
     * found alive answers for its children; and whoever is found dead, or about to end, has none on their way any more,
     * so that a list made afterwards shows them. Hence the list is made again until nobody on it is new and found dead.
     *
     * @param known the numbers of those that were looked at before; the others' are added
     * @return those of the others that live
     * @throws CannotLook when one of them cannot be seen
     */
    Others others(Set<Integer> known) throws CannotLook {
        List<ProcStat> living = new ArrayList<>();
        for (int list = 0; list < MOST_LISTS; list++) {
            boolean dead = false;
            for (int pid : numbers()) {
                if (known.add(pid)) {
                    Optional<ProcStat> stat = stat(pid);
                    stat.filter(Proc::isUsers).ifPresent(living::add);
                    dead |= stat.filter(ProcStat::mayFork).isEmpty();
                }
            }
            if (!dead) {
                return new Others(living, true);
            }
        }
        return new Others(living, false);
    }

    private List<Integer> numbers() throws CannotLook {
        List<Integer> numbers = files.numbers("");
        int self = (int) ProcessHandle.current().pid();
        if (!numbers.contains(self)) {
            throw new CannotLook(root + " does not show all processes: not even this one, " + self);
        }
        return numbers;
    }

    /**
     * Looks at all processes.
     *
     * @return those that live, without the kernel's own threads
     * @throws CannotLook when not all could be seen
     */
    List<ProcStat> living() throws CannotLook {
        Others all = others(new HashSet<>());
        if (!all.complete()) {
            throw new CannotLook("processes come and go faster than they can be looked at");
        }
        return all.living();
    }

    /**
     * Whether it lives and is none of the kernel's own.
     *
     * @param stat a look at it
     * @return whether it counts
     */
    static boolean isUsers(ProcStat stat) {
        return stat.lives() && stat.parent() != KERNEL_THREADS && stat.pid() != KERNEL_THREADS;
    }

    /**
     * Reads which run a process belongs to. One that is becoming another program has no environment for a moment: that is
     * waited for, lest what a run has left is missed.
     *
     * @param seen the process, as it was seen to live
     * @param marks this daemon's
     * @return what is in its environment
     * @throws CannotLook when nobody can tell
     */
    Reading mark(ProcStat seen, Marks marks) throws CannotLook {
        int pid = seen.pid();
        int size = patientEnvironment(pid);
        if (size > 0) {
            return new Reading(marks.find(files.buffer(), size), false);
        }
        Optional<ProcStat> now = stat(pid);
        boolean byThreads =
                now.filter(stat -> stat.lives() && !stat.hasMemory()).isPresent();
        Optional<Marks.Mark> mark = byThreads ? markOfThreads(pid, marks) : Optional.empty();
        boolean ended = seen.mayFork() && now.filter(ProcStat::mayFork).isEmpty();
        // who has become another program just now has an environment that was not looked at
        boolean becoming = size == NOT_YET || size == 0 && ProcStat.isBecoming(telling(pid));
        return new Reading(mark, ended || becoming);
    }

    /** The size of the environment; {@link #NOT_YET} when there was none as long as the process was waited for. */
    private int patientEnvironment(int pid) throws CannotLook {
        long begin = System.nanoTime();
        int size = environment(pid);
        boolean late = false;
        for (int read = 0; size == 0 && read < MOST_READS; ) {
            String stat = telling(pid);
            boolean becoming = ProcStat.isBecoming(stat);
            // the program's pages may have to come from a slow disk; from one that is dead they never come
            if (becoming && late) {
                return NOT_YET;
            }
            if (!ProcStat.hasEnvironment(stat)) {
                break;
            }
            // it became one in between, unless its owner has hidden it
            read += becoming ? 0 : 1;
            LockSupport.parkNanos(EXEC_NANOS);
            // before the last read: this thread may have been kept from reading for as long
            late = System.nanoTime() - begin >= longestExec.toNanos();
            size = environment(pid);
        }
        return size;
    }

    /** What the others have when the first thread has ended: there is nothing to be read of that then. */
    private Optional<Marks.Mark> markOfThreads(int pid, Marks marks) throws CannotLook {
        String threads = pid + "/task";
        for (int thread : files.numbers(threads)) {
            int size = files.load(threads + "/" + thread + "/environ");
            Optional<Marks.Mark> mark = size <= 0 ? Optional.empty() : marks.find(files.buffer(), size);
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    private int environment(int pid) throws CannotLook {
        return files.load(pid + "/environ");
    }

    /** What the kernel says of a process; empty when it does not say who is becoming another program. */
    private String telling(int pid) throws CannotLook {
        if (tells.isEmpty()) {
            String own = files.text("self/stat");
            tells = Optional.of(!own.isEmpty() && !ProcStat.isBecoming(own));
        }
        return tells.get() ? files.text(pid + "/stat") : "";
    }

    /**
     * The newest process or thread of the machine: the kernel counts their numbers up, and begins anew at the end.
     *
     * @return its number; 0 when this kernel does not tell
     * @throws CannotLook when it cannot be read
     */
    int newestPid() throws CannotLook {
        String newest = files.text("sys/kernel/ns_last_pid").strip();
        try {
            return newest.isEmpty() ? 0 : Integer.parseInt(newest);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The time on the clock that {@link ProcStat#startTicks} is read from.
     *
     * @return clock ticks since the boot; Linux shows 100 ticks a second to programs on every platform
     */
    static long nowTicks() {
        return BootClock.hundredths();
    }

    /**
     * Names this boot of the machine.
     *
     * @return the kernel's random boot id, or a dash where there is none
     * @throws CannotLook when it cannot be read
     */
    static String bootId() throws CannotLook {
        try {
            return ThisMachine.bootId();
        } catch (NoSuchFileException e) {
            return "-";
        } catch (IOException e) {
            throw new CannotLook("cannot read " + e.getMessage());
        }
    }

    /**
     * Signals a process if it is still the one that was seen.
     *
     * @param seen the earlier look
     * @param signal the signal's number
     * @throws CannotLook when nobody can tell, so that it is not signalled
     */
    void signal(ProcStat seen, int signal) throws CannotLook {
        stat(seen.pid()).filter(seen::isSame).ifPresent(same -> Libc.kill(same.pid(), signal));
    }

    /**
     * Whether a process group has nobody in it, not even a zombie; quick.
     *
     * @param group its number
     * @return whether it is empty
     */
    static boolean isGroupEmpty(int group) {
        return Libc.kill(-group, 0) != 0 && Libc.errno() == Libc.ESRCH;
    }

    /**
     * Whether a process group has anybody but zombies in it.
     *
     * @param group its number
     * @return whether it lives; it does when nobody can tell
     */
    static boolean groupLives(int group) {
        try {
            return !isGroupEmpty(group) && new Proc().living().stream().anyMatch(stat -> stat.group() == group);
        } catch (CannotLook e) {
            return true;
        }
    }
}
