package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that can open no file any more sees nothing, which is not to be taken for nothing there. */
@Timeout(180)
class NoFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private Process daemon;

    @BeforeEach
    void start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        daemon = new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoFilesProbe.class.getName(),
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        awaitLine("ready");
        order("spawn 1 true");
        awaitLine("exited 1 as the last");
        order("await 1 -");
        awaitLine("gone 1");
        order("spawn 2 sleep 1000 & while [ ! -e " + dir.resolve("end") + " ]; do sleep 0.02; done");
        awaitLine("spawned 2");
    }

    @AfterEach
    void stop() throws Exception {
        limit("1000:");
        order("kill 2 -");
        order("await 2 -");
        awaitLine("gone 2");
        daemon.destroyForcibly().waitFor();
    }

    @Test
    void whatCannotBeSeenIsNotGone() throws Exception {
        Files.createFile(dir.resolve("end"));
        awaitLine("exited 2 before others");
        limit("1:");
        order("await 2 -");
        await().during(Duration.ofMillis(700)).until(() -> !lines().contains("gone 2"));
        // what cannot be killed at the time is killed later
        order("kill 2 -");
        await().during(Duration.ofMillis(300)).until(() -> !lines().contains("gone 2"));
        limit("1000:");
        awaitLine("gone 2");
    }

    @Test
    void whoCannotBeSeenMayLiveOn() throws Exception {
        limit("1:");
        Files.createFile(dir.resolve("end"));
        awaitLine("exited 2 before others");
    }

    @Test
    void whatCannotBeSeenMayBeALeftover() throws Exception {
        Path group = Files.createDirectory(dir.resolve("mosha-old"));
        Files.createFile(group.resolve("cgroup.kill"));
        Files.writeString(dir.resolve("cgroup"), group + "\n");
        limit("1:");
        order("leftovers 0 -");
        awaitLine("leftovers unknown");
        order("clear 0 -");
        awaitLine("clear false");
        limit("1000:");
        order("leftovers 0 -");
        await().atMost(PATIENCE).until(() -> lines().stream().anyMatch(line -> line.matches("leftovers of [1-9]")));
    }

    /** How many file descriptors it may have, as prlimit(1) takes it. */
    private void limit(String files) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid=" + daemon.pid(), "--nofile=" + files)
                .inheritIO()
                .start();
        assertEquals(0, prlimit.waitFor());
    }

    private void order(String order) throws IOException {
        daemon.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
        daemon.getOutputStream().flush();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir.resolve("out"));
    }

    private void awaitLine(String line) {
        await().atMost(PATIENCE).until(() -> lines().contains(line));
    }
}
