package org.mosha.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /proc} says of other processes. */
public final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;

    private Processes() {}

    /** The pids of all processes with {@code name=value} in their environment, zombies left out. */
    public static List<Long> withEnvironment(String variable) {
        return all(pid -> words(pid, "environ").contains(variable));
    }

    /** The pids of all processes with such a command line. */
    public static List<Long> withCommandLine(Predicate<List<String>> commandLine) {
        return all(pid -> commandLine.test(words(pid, "cmdline")));
    }

    private static List<Long> all(Predicate<Long> which) {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Long::valueOf)
                    .filter(which)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static List<String> commandLine(long pid) {
        return words(pid, "cmdline");
    }

    public static List<String> environment(long pid) {
        return words(pid, "environ");
    }

    /** Whether there is such a process, and it is no zombie; one whose first thread is dead lives on with its others. */
    public static boolean isAlive(long pid) {
        try {
            String[] stat = stat(pid);
            return !stat[0].equals("Z") || Long.parseLong(stat[THREADS]) > 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process waits in the kernel for something that no signal takes it away from. */
    public static boolean isDeaf(long pid) throws IOException {
        return stat(pid)[0].equals("D");
    }

    public static long startTicks(long pid) throws IOException {
        return Long.parseLong(stat(pid)[START_TICKS]);
    }

    /** What {@code /proc} says of a process behind its name: its state, and numbers. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    /** Sends a signal, such as {@code KILL}. */
    public static void signal(long pid, String name) throws IOException, InterruptedException {
        signal(List.of(pid), name);
    }

    /** Sends a signal to several, one right after the other. */
    public static void signal(List<Long> pids, String name) throws IOException, InterruptedException {
        if (pids.stream().anyMatch(pid -> pid <= 1)) {
            throw new IllegalArgumentException(
                    "no process of a test: " + pids + "; 0 would be all of this one's group");
        }
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Kills all processes that match, by pid, until there are none. */
    public static void killAll(String variable, Predicate<List<String>> commandLine) {
        Await.until("nothing with " + variable + " is alive", () -> {
            List<Long> left = withEnvironment(variable).stream()
                    .filter(pid -> commandLine.test(commandLine(pid)))
                    .toList();
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
    }

    /** The TCP ports on which a process listens. */
    public static Set<Integer> listeningPorts(long pid) throws IOException {
        Set<String> sockets;
        try (Stream<Path> descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
            sockets = descriptors
                    .map(Processes::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(PROC.resolve(pid + "/net/" + table)).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[3].equals("0A") && sockets.contains(fields[9]))
                .map(fields -> Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16))
                .collect(Collectors.toSet());
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> words(long pid, String file) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/" + file), StandardCharsets.ISO_8859_1);
            return Arrays.asList(text.split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
