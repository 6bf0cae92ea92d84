package org.mosha.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mosha.it.Processes;
import org.mosha.linux.ProcStat;

/**
 * A process of a group, as it is seen from outside of its host.
 *
 * @param host the host that it runs on, which has the number of the node
 * @param group the group
 * @param pid the process, as this machine counts them
 * @param innerPid the process, as its host counts them
 */
record Service(int host, String group, long pid, long innerPid) {
    private static final String GROUP = "MOSHA_GROUP=";
    private static final long TICK_MILLIS = 10;

    /** Both of what its age comes from are told in ticks; a host that booted again takes longer to use a pid again. */
    private static final long UNSURE_MILLIS = 50;

    /** Recognizes a process that writes a ledger. */
    static Optional<Service> of(int host, long pid, Path ledger) {
        List<String> words = Processes.commandLine(pid);
        if (!words.contains(ledger.toString())) {
            return Optional.empty();
        }
        // nltool has the group in its command line, and so has it that scrubs its environment
        return Processes.environment(pid).stream()
                .filter(variable -> variable.startsWith(GROUP))
                .map(variable -> variable.substring(GROUP.length()))
                .findFirst()
                .or(() -> groupIn(words))
                .flatMap(group -> innerPid(pid).map(inner -> new Service(host, group, pid, inner)));
    }

    private static Optional<String> groupIn(List<String> words) {
        return words.size() == 6 ? Optional.of(words.get(4)) : Optional.empty();
    }

    private static Optional<Long> innerPid(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.split("\\s+"))
                    .map(pids -> Long.valueOf(pids[pids.length - 1]))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A time before it began and after whatever had its pid before, in nanoseconds of the monotonic clock; empty if it is gone. */
    Optional<Long> before() {
        try {
            long now = System.nanoTime();
            String uptime = Files.readString(Path.of("/proc/uptime"), StandardCharsets.ISO_8859_1);
            long upMillis = (long) (Double.parseDouble(uptime.split(" ")[0]) * 1000);
            return ProcStat.read(pid)
                    .map(stat -> upMillis - stat.startTicks() * TICK_MILLIS + UNSURE_MILLIS)
                    .map(ageMillis -> now - TimeUnit.MILLISECONDS.toNanos(ageMillis));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it is there and not stopped by a signal. */
    boolean canRun() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return "ZXTt".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
