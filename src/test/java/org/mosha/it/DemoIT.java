package org.mosha.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;

/** The real {@code bin/mosha demo}, with its three daemons. */
@Tag(Places.CLUSTER)
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> GROUPS = Set.of("web", "db", "mail", "batch", "clock");
    private static final Pattern PID = Pattern.compile("node (\\d): daemon runs, pid (\\d+)");
    private static final Pattern BEGUN = Pattern.compile("\\w+ begins on node (\\d), pid (\\d+)");

    @TempDir
    Path dir;

    private Path temporary;
    private Process demo;

    @AfterEach
    void end() throws Exception {
        demo.destroy();
        if (!demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            demo.destroyForcibly();
        }
    }

    @Test
    void eachGroupRunsOnOneNodeAndWhatAKilledDaemonLeftIsCleanedUpWhenTheTerminalGoes() throws Exception {
        start();
        awaitGroups();
        List<Long> daemons = pids();
        assertEquals(3, daemons.size());
        assertEquals(3, daemons.stream().filter(DemoIT::isAlive).count());
        for (String group : GROUPS) {
            assertEquals(1, runners(group).size(), group + " in " + ledger(group));
        }
        // that daemon's groups run on without it
        signal("KILL", daemons.get(0));
        await().atMost(PATIENCE).until(() -> !isAlive(daemons.get(0)));
        assertFalse(processes().isEmpty());
        signal("HUP", demo.pid());
        assertNothingIsLeft();
        assertFalse(Files.exists(Path.of("/tmp/.java_pid" + daemons.get(0))));
    }

    @Test
    void whenItIsKilledItsDaemonsEndAndTheNextDemoRemovesItsFilesAndEndsByItselfAfterTheGivenTime() throws Exception {
        start();
        awaitGroups();
        signal("KILL", demo.pid());
        await().atMost(PATIENCE).until(() -> processes().isEmpty());
        start("--seconds", "1");
        assertNothingIsLeft();
        assertTrue(said().contains("an earlier demo was killed: removing " + temporary), said());
        assertTrue(said().contains("Try in another terminal:"), said());
    }

    @Test
    void ctrlCEndsItAlsoWhenItIsStillStarting() throws Exception {
        start();
        await().atMost(PATIENCE).until(() -> !processes().isEmpty());
        signal("INT", demo.pid());
        assertNothingIsLeft();
    }

    private void start(String... args) throws IOException {
        temporary = Files.createDirectories(dir.resolve("tmp"));
        List<String> command =
                new ArrayList<>(List.of(Path.of("bin/mosha").toAbsolutePath().toString(), "demo"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MOSHA_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        builder.redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile());
        demo = builder.start();
    }

    private void awaitGroups() {
        await().atMost(PATIENCE).until(() -> {
            assertTrue(demo.isAlive(), this::said);
            Set<String> running = new TreeSet<>();
            for (String group : GROUPS) {
                if (!runners(group).isEmpty()) {
                    running.add(group);
                }
            }
            return running.equals(GROUPS);
        });
    }

    /** The nodes on which a group's process lives, one for each process. */
    private List<String> runners(String group) throws IOException {
        List<String> nodes = new ArrayList<>();
        Matcher begun = BEGUN.matcher(ledger(group));
        while (begun.find()) {
            if (isAlive(Long.parseLong(begun.group(2)))) {
                nodes.add(begun.group(1));
            }
        }
        return nodes;
    }

    private String ledger(String group) throws IOException {
        try (Stream<Path> made = Files.list(temporary)) {
            Path ledger = made.filter(path -> path.getFileName().toString().startsWith("mosha-demo-"))
                    .map(path -> path.resolve("ledger").resolve(group))
                    .findFirst()
                    .orElse(temporary);
            return Files.isRegularFile(ledger) ? Files.readString(ledger) : "";
        }
    }

    private List<Long> pids() throws IOException {
        await().atMost(PATIENCE).until(() -> PID.matcher(said()).results().count() >= 3);
        return PID.matcher(said())
                .results()
                .map(m -> Long.parseLong(m.group(2)))
                .toList();
    }

    private void assertNothingIsLeft() throws Exception {
        assertTrue(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), this::said);
        assertEquals(0, demo.exitValue(), this::said);
        assertEquals(List.of(), processes());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** All processes but the demo itself whose command line or environment names the demo's directory. */
    private List<String> processes() throws IOException {
        String mark = temporary + "/mosha-demo-";
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process :
                    (Iterable<Path>) all.filter(p -> p.getFileName().toString().matches("\\d+"))::iterator) {
                if (read(process.resolve("cmdline")).contains(mark)
                        || read(process.resolve("environ")).contains(mark)) {
                    found.add(process.getFileName() + " "
                            + read(process.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isAlive(long pid) {
        try {
            return ProcStat.read(pid).filter(ProcStat::lives).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private String said() {
        return read(dir.resolve("out")) + read(dir.resolve("err"));
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }
}
