package org.mosha.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.node.ProcessPort;

/** A daemon's JVM for {@link NoFilesIT}: does what its input says, a word a line, and says what comes of it. */
final class NoFilesProbe implements ProcessPort.Listener {
    private final Path dir;
    private final ExecProcesses processes;

    private NoFilesProbe(Path dir) throws IOException {
        this.dir = dir;
        processes = new ExecProcesses(dir.toString(), "i", dir, Optional.empty(), this, (group, tag, line) -> {});
    }

    /**
     * Runs.
     *
     * @param arguments a directory that it may write to
     */
    public static void main(String[] arguments) throws Exception {
        loadClasses();
        NoFilesProbe probe = new NoFilesProbe(Path.of(arguments[0]));
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 3);
            probe.take(words[0], Long.parseLong(words[1]), words[2]);
        }
        System.exit(0);
    }

    /** A jar is open all the time, as a daemon's is; single files are not. */
    private static void loadClasses() throws Exception {
        Path classes = Path.of(ExecProcesses.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isDirectory(classes)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(classes.resolve("org/mosha/exec"))) {
            files = found.map(classes::relativize).toList();
        }
        for (Path file : files) {
            Class.forName(file.toString().replace(".class", "").replace('/', '.'));
        }
    }

    private void take(String order, long number, String rest) throws InterruptedException {
        RunId run = new RunId(number);
        switch (order) {
            case "spawn" -> processes.spawn(Recorder.spec(number, rest));
            case "await" -> processes.awaitGone(run);
            case "kill" -> processes.signal(run, ProcessSignal.KILL);
            case "leftovers" -> System.out.println("leftovers " + leftovers());
            case "clear" -> System.out.println("clear " + ControlGroup.clear(dir));
            default -> System.out.println("what is " + order);
        }
    }

    private String leftovers() {
        try {
            return "of " + new Leftovers(dir.toString(), "next", dir).find().size();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void spawned(RunId run, long pid) {
        System.out.println("spawned " + run.value());
    }

    @Override
    public void spawnFailed(RunId run, String reason) {
        System.out.println("failed " + run.value());
    }

    @Override
    public void exited(RunId run, int exitCode, boolean othersLive) {
        System.out.println("exited " + run.value() + " " + (othersLive ? "before others" : "as the last"));
    }

    @Override
    public void gone(RunId run) {
        System.out.println("gone " + run.value());
    }
}
