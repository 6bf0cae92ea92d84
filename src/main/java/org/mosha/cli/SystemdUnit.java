package org.mosha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a daemon is the main process of a unit of systemd: then only systemd can start it anew and look after it. */
final class SystemdUnit {
    private static final String SUFFIX = ".service";

    private SystemdUnit() {}

    /**
     * Finds a process's unit.
     *
     * @param proc where the processes' directories are
     * @param pid the process
     * @return the unit's name; empty when systemd has not started this very process, or nobody can tell
     */
    static Optional<String> of(Path proc, long pid) {
        Path directory = proc.resolve(Long.toString(pid));
        try {
            // who is started by a process of a unit, as from a shell, has that one's pid here
            String environment = Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
            if (!List.of(environment.split("\0")).contains("SYSTEMD_EXEC_PID=" + pid)) {
                return Optional.empty();
            }
            return Files.readAllLines(directory.resolve("cgroup"), StandardCharsets.ISO_8859_1).stream()
                    .flatMap(line -> Arrays.stream(line.split("/")))
                    .filter(name -> name.endsWith(SUFFIX))
                    .reduce((one, next) -> next);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
