package org.mosha.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first fields of {@code /proc/PID/stat} say of a process.
 *
 * @param pid its number
 * @param name its command's name, cut to 15 bytes by the kernel
 * @param state its state's letter
 * @param parent its parent's pid
 * @param group its process group
 * @param session its session
 * @param threads how many it has
 * @param startTicks when it started, in clock ticks since the boot; with the pid, this is its identity
 * @param hasMemory whether its first thread has memory, and an environment in it; not any more once it is about to end
 */
public record ProcStat(
        int pid,
        String name,
        char state,
        int parent,
        int group,
        int session,
        int threads,
        long startTicks,
        boolean hasMemory) {
    private static final int THREADS_FIELD = 20;
    private static final int START_FIELD = 22;
    private static final int MEMORY_FIELD = 23;
    private static final int CODE_FIELD = 26;
    private static final int ENVIRONMENT_FIELD = 50;
    /** That of the state, the first one behind the name. */
    private static final int FIRST_FIELD = 3;

    /**
     * Looks at one process.
     *
     * @param pid its number
     * @return what it is; empty when what is said of it is not understood
     * @throws IOException when it is gone, or nobody can tell
     */
    public static Optional<ProcStat> read(long pid) throws IOException {
        return read(Path.of("/proc"), pid);
    }

    /**
     * Looks at one process that is shown elsewhere.
     *
     * @param root what is in the place of {@code /proc}
     * @param pid its number
     * @return what it is; empty when what is said of it is not understood
     * @throws IOException when it is gone, or nobody can tell
     */
    public static Optional<ProcStat> read(Path root, long pid) throws IOException {
        return parse(Files.readString(root.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads the text of the file.
     *
     * @param text such as {@code 12 (a (b) c) S 1 12 12 0 ...}
     * @return the process, or empty when the text is none
     */
    public static Optional<ProcStat> parse(String text) {
        // the name may hold anything, also spaces and parentheses: it ends at the last one
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 2 || close < open || text.length() < close + 3) {
            return Optional.empty();
        }
        String[] rest = text.substring(close + 2).split(" ", START_FIELD - 1);
        if (rest.length < START_FIELD - 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    Integer.parseInt(text.substring(0, open - 1)),
                    text.substring(open + 1, close),
                    rest[0].charAt(0),
                    Integer.parseInt(rest[1]),
                    Integer.parseInt(rest[2]),
                    Integer.parseInt(rest[3]),
                    Integer.parseInt(rest[THREADS_FIELD - FIRST_FIELD]),
                    Long.parseLong(rest[START_FIELD - FIRST_FIELD].strip()),
                    rest.length <= MEMORY_FIELD - FIRST_FIELD || !rest[MEMORY_FIELD - FIRST_FIELD].startsWith("0 ")));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the process has an environment, or is about to: in {@code execve}, between its old program and the new one,
     * it has memory already, but the kernel has not put the environment there yet. It notes where that is before it notes
     * where the code is (see {@code load_elf_binary} in Linux's {@code fs/binfmt_elf.c}).
     *
     * @param text the text of the file
     * @return whether it has; false when it has none for good, is about to end, or the kernel does not tell
     */
    public static boolean hasEnvironment(String text) {
        String[] fields = fields(text);
        return isBecoming(fields)
                || fields.length > ENVIRONMENT_FIELD + 1 - FIRST_FIELD
                        && !fields[ENVIRONMENT_FIELD - FIRST_FIELD].equals(fields[ENVIRONMENT_FIELD + 1 - FIRST_FIELD]);
    }

    /**
     * Whether the process is in {@code execve}, as above.
     *
     * @param text the text of the file
     * @return whether it is; of a process that is not, true shows that the kernel does not tell
     */
    public static boolean isBecoming(String text) {
        return isBecoming(fields(text));
    }

    private static boolean isBecoming(String[] fields) {
        return fields.length > CODE_FIELD - FIRST_FIELD
                && !fields[MEMORY_FIELD - FIRST_FIELD].equals("0")
                && fields[CODE_FIELD - FIRST_FIELD].equals("0");
    }

    /** From the state on. */
    private static String[] fields(String text) {
        return text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
    }

    /**
     * Whether its first thread has ended: a zombie, which only waits to be reaped, or what the kernel is just clearing
     * away. Other threads may go on, or be on their way out.
     *
     * @return whether it has
     */
    public boolean hasEnded() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /**
     * Whether it lives: a zombie, which has ended and only waits to be reaped, does not. One whose first thread has ended
     * before the others looks like one, but has threads.
     *
     * @return whether it lives
     */
    public boolean lives() {
        return !hasEnded() || state == 'Z' && threads > 1;
    }

    /**
     * Whether it may have a child on its way. One that lives and has no memory any more is about to end, however long that
     * takes, and all its children can be seen.
     *
     * @return whether it may
     */
    public boolean mayFork() {
        return lives() && (hasMemory || threads > 1);
    }

    /**
     * Whether another look shows the same process, not a later one with the same pid.
     *
     * @param other the other look
     * @return whether it is the same process
     */
    public boolean isSame(ProcStat other) {
        return pid == other.pid && startTicks == other.startTicks;
    }
}
