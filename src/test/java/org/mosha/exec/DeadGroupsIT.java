package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real control groups, in one of the test's own. */
class DeadGroupsIT {
    private final List<Process> processes = new ArrayList<>();
    private Path parent;

    @BeforeEach
    void begin() throws IOException {
        Path own = ControlGroup.find(
                        Files.readAllLines(Path.of("/proc/self/cgroup")),
                        Files.readAllLines(Path.of("/proc/self/mountinfo")))
                .filter(Files::isWritable)
                .orElse(null);
        assumeTrue(own != null, "needs a writable cgroup2");
        parent = Files.createDirectory(own.resolve("dead-groups-it-" + UUID.randomUUID()));
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        if (parent != null) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ControlGroup.remove(parent));
        }
    }

    @Test
    void onlyDaemonsGroupsWithoutAProcessAreRemoved() throws IOException {
        Files.createDirectory(parent.resolve("mosha-dead1"));
        Files.createDirectories(parent.resolve("mosha-dead2/below"));
        Files.createDirectory(parent.resolve("mosha-lives"));
        Files.createDirectories(parent.resolve("mosha-lives2/empty"));
        Files.createDirectories(parent.resolve("mosha-lives3/below"));
        Files.createDirectory(parent.resolve("mosha-of.another"));
        Files.createDirectory(parent.resolve("other"));
        live("mosha-lives");
        live("mosha-lives2");
        live("mosha-lives3/below");

        DeadGroups.removeIn(parent);

        assertEquals(
                Set.of("mosha-lives", "mosha-lives2", "mosha-lives3", "mosha-of.another", "other"), groups(parent));
        assertEquals(Set.of("empty"), groups(parent.resolve("mosha-lives2")));
        assertTrue(processes.stream().allMatch(Process::isAlive));
    }

    private void live(String group) throws IOException {
        Process process = new ProcessBuilder("sleep", "1000").start();
        processes.add(process);
        Files.writeString(parent.resolve(group).resolve("cgroup.procs"), Long.toString(process.pid()));
    }

    private static Set<String> groups(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
