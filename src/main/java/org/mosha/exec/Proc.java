package org.mosha.exec;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads {@code /proc}. For one thread: it keeps its buffer. */
final class Proc {
    private static final int FIRST_SIZE = 8 * 1024;
    private static final int KERNEL_THREADS = 2;
    private static final long EXEC_NANOS = 50_000;
    private static final int MOST_READS = 100;
    private static final long LONGEST_EXEC_NANOS = 1_000_000_000;

    private byte[] buffer = new byte[FIRST_SIZE];

    /**
     * What a look for a mark has found.
     *
     * @param mark the mark; empty when there is none or it may not be read
     * @param unsure whether there may be one all the same: the process has been becoming another program for long
     */
    record Reading(Optional<Marks.Mark> mark, boolean unsure) {}

    private final boolean tells;

    /** Begins. */
    Proc() {
        int size = load("/proc/self/stat");
        tells = size > 0 && !ProcStat.isBecoming(new String(buffer, 0, size, StandardCharsets.ISO_8859_1));
    }

    /**
     * Looks at one process.
     *
     * @param pid its number
     * @return what it is; empty when there is none
     */
    Optional<ProcStat> stat(long pid) {
        int size = load("/proc/" + pid + "/stat");
        return size <= 0 ? Optional.empty() : ProcStat.parse(new String(buffer, 0, size, StandardCharsets.ISO_8859_1));
    }

    /**
     * Looks at all processes.
     *
     * @return those that live, without the kernel's own threads
     */
    List<ProcStat> living() {
        List<ProcStat> found = new ArrayList<>();
        String[] names = new File("/proc").list();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                stat(Long.parseLong(name)).filter(Proc::isUsers).ifPresent(found::add);
            }
        }
        return found;
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
     * @param pid the process
     * @param marks this daemon's
     * @return what is in its environment
     */
    Reading mark(int pid, Marks marks) {
        int size = patientEnvironment(pid);
        return size > 0
                ? new Reading(marks.find(buffer, size), false)
                : new Reading(markOfThreads(pid, marks), size == 0 && ProcStat.isBecoming(telling(pid)));
    }

    private int patientEnvironment(int pid) {
        long begin = System.nanoTime();
        int size = environment(pid);
        for (int read = 0; size == 0 && read < MOST_READS; ) {
            String stat = telling(pid);
            boolean becoming = ProcStat.isBecoming(stat);
            // the program's pages may have to come from a slow disk; from one that is dead they never come
            boolean over = becoming ? System.nanoTime() - begin >= LONGEST_EXEC_NANOS : !ProcStat.hasEnvironment(stat);
            if (over) {
                break;
            }
            // it became one in between, unless its owner has hidden it
            read += becoming ? 0 : 1;
            LockSupport.parkNanos(EXEC_NANOS);
            size = environment(pid);
        }
        return size;
    }

    /** What the others have when the first thread has ended: there is nothing to be read of that then. */
    private Optional<Marks.Mark> markOfThreads(int pid, Marks marks) {
        String directory = "/proc/" + pid + "/task";
        String[] threads =
                stat(pid).filter(stat -> stat.state() == 'Z').isPresent() ? new File(directory).list() : null;
        for (String thread : threads == null ? new String[0] : threads) {
            int size = load(directory + "/" + thread + "/environ");
            Optional<Marks.Mark> mark = size <= 0 ? Optional.empty() : marks.find(buffer, size);
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    private int environment(int pid) {
        return load("/proc/" + pid + "/environ");
    }

    /** What the kernel says of a process; empty when it does not say who is becoming another program. */
    private String telling(int pid) {
        int size = tells ? load("/proc/" + pid + "/stat") : 0;
        return new String(buffer, 0, Math.max(0, size), StandardCharsets.ISO_8859_1);
    }

    private int load(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            int size = 0;
            for (int count = in.read(buffer); count > 0; count = in.read(buffer, size, buffer.length - size)) {
                size += count;
                if (size == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * size);
                }
            }
            return size;
        } catch (IOException e) {
            // gone meanwhile, or another user's
            return -1;
        }
    }

    /**
     * Whether a number is that of a process, not of one of the further threads of some process, which
     * {@code /proc} shows as well when they are asked for.
     *
     * @param pid the number
     * @return whether it is
     */
    boolean isProcess(int pid) {
        int size = load("/proc/" + pid + "/status");
        return size > 0 && new String(buffer, 0, size, StandardCharsets.ISO_8859_1).contains("\nTgid:\t" + pid + '\n');
    }

    /**
     * The newest process or thread of the machine: the kernel counts their numbers up, and begins anew at the end.
     *
     * @return its number; 0 when this kernel does not tell
     */
    int newestPid() {
        int size = load("/proc/sys/kernel/ns_last_pid");
        try {
            return size <= 0 ? 0 : Integer.parseInt(new String(buffer, 0, size, StandardCharsets.ISO_8859_1).strip());
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
     */
    static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "-";
        }
    }

    /**
     * Signals a process if it is still the one that was seen.
     *
     * @param seen the earlier look
     * @param signal the signal's number
     */
    void signal(ProcStat seen, int signal) {
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
     * @return whether it lives
     */
    static boolean groupLives(int group) {
        return !isGroupEmpty(group) && new Proc().living().stream().anyMatch(stat -> stat.group() == group);
    }
}
