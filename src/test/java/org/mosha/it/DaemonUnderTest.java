package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/**
 * A real daemon of the packaged jar, in directories of its own, started and spoken to through {@code bin/mosha}. Its
 * commands find the test's directory as {@code $HERE}, by which everything that lives is found and killed at the end.
 */
final class DaemonUnderTest implements AutoCloseable {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final String COMMAND = HOME.resolve("bin/mosha").toString();
    /** What is tested as a program elsewhere. */
    private static final Set<String> CLIENTS =
            Set.of("groups", "halt", "nodes", "quorum", "resume", "set", "stomith", "stop", "why");

    private final Path dir;
    private final Path base;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private boolean here;
    private Jmx jmx;
    private long jmxPid;

    /** Prepares a daemon whose files are all in a directory; starts nothing. */
    DaemonUnderTest(Path dir) throws IOException {
        this(dir, dir.toRealPath().resolve("mfs"), 1);
    }

    /** Prepares the daemon of one node of a cluster; its own files are in a directory. */
    DaemonUnderTest(Path dir, Path mfsbase, int node) throws IOException {
        this.dir = dir.toRealPath();
        this.base = mfsbase.resolve(node + "/var/mosix-ha");
        environment.put("HERE", this.dir.toString());
        settings.put("var.dir", varDir().toString());
        settings.put("mfsbase", mfsbase.toString());
        if (node != 1) {
            settings.put("mynode", Integer.toString(node));
        }
        Files.createDirectories(base());
    }

    DaemonUnderTest with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    DaemonUnderTest withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Has this JVM run the usual client verbs, which spares the start of another one each time. */
    DaemonUnderTest withVerbsHere() {
        here = true;
        return this;
    }

    /** Has it serve remote JMX for this machine, with a password for one user a role: {@code looker}, {@code boss}. */
    DaemonUnderTest withRemoteJmx(int port) throws IOException {
        with("jmx.port", Integer.toString(port))
                .with("jmx.password-file", file("users").toString());
        Files.writeString(file("looker.password"), "looks-only\n");
        Files.writeString(file("boss.password"), "may-do-all\n");
        passwd("looker", "read");
        passwd("boss", "control");
        return this;
    }

    private void passwd(String user, String role) {
        Path password = file(user + ".password");
        askHere("passwd", user, "--role", role, "--password-file", password.toString());
    }

    Path varDir() {
        return dir.resolve("var");
    }

    /** The node base. */
    Path base() {
        return base;
    }

    Path cltab() {
        return base().resolve("cltab");
    }

    Path hactl() {
        return base().resolve("hactl");
    }

    Path file(String name) {
        return dir.resolve(name);
    }

    /** Puts a new cltab in the place of the old one, as editors do. */
    void cltab(String... lines) throws IOException {
        replace(cltab(), lines);
    }

    void hactl(String... lines) throws IOException {
        replace(hactl(), lines);
    }

    private static void replace(Path file, String... lines) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, String.join("\n", lines) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The lines that the commands wrote into a file of the test's directory; none when it is not there. */
    List<String> lines(String name) throws IOException {
        Path file = file(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    String log() throws IOException {
        return Files.readString(varDir().resolve("log/mosha.log"));
    }

    /** What the commands have printed. */
    String output() throws IOException {
        return Files.readString(varDir().resolve("log/output.log"));
    }

    /** Runs a verb with this daemon's settings. */
    Outcome mosha(String... verb) throws IOException, InterruptedException {
        return here && CLIENTS.contains(verb[0]) ? moshaHere(verb) : Shell.run(dir, environment, command(verb));
    }

    /** Runs a client verb with this daemon's settings in this JVM. */
    Outcome moshaHere(String... verb) {
        return Outcome.of(HOME, command(verb).stream().skip(1).toArray(String[]::new));
    }

    /** Runs a verb that must succeed, and returns what it printed. */
    String ask(String... verb) throws IOException, InterruptedException {
        return done(mosha(verb));
    }

    /** The same in this JVM. */
    String askHere(String... verb) {
        return done(moshaHere(verb));
    }

    private static String done(Outcome outcome) {
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    /** The whole command line of a verb. */
    List<String> command(String... verb) {
        List<String> command = new ArrayList<>(List.of(COMMAND));
        command.addAll(List.of(verb));
        settings.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        return command;
    }

    /** Starts the daemon in the background; it must become ready. */
    DaemonUnderTest start() throws IOException, InterruptedException {
        ask("start");
        return this;
    }

    /** Starts any command with the environment of the daemon; its output goes to files {@code out} and {@code err}. */
    Process launch(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(file("out").toFile())
                .redirectError(file("err").toFile());
        builder.environment().remove("MOSHA_CONFIG");
        builder.environment().remove("MOSHA_JAVA_OPTS");
        builder.environment().remove("MOSHA_DAEMON_OPTS");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Starts the daemon in the foreground, and waits until it is ready. */
    Process run() throws IOException {
        Process process = launch(command("run"));
        Await.until("the daemon writes its pid file", () -> pid() == process.pid());
        return process;
    }

    /** The pid in the pid file. */
    long pid() throws IOException {
        return Long.parseLong(Files.readString(varDir().resolve("mosha.pid")).split("\\s")[0]);
    }

    /** The beans of the daemon that runs now. */
    synchronized Jmx jmx() throws IOException {
        long pid = pid();
        if (jmx == null || jmxPid != pid) {
            jmx = Jmx.attach(pid);
            jmxPid = pid;
        }
        return jmx;
    }

    /** What {@code groups --json} says of a group. */
    JsonObject group(String name) throws IOException, InterruptedException {
        JsonObject json = JsonParser.parseString(ask("groups", "--json")).getAsJsonObject();
        for (JsonElement group : json.getAsJsonArray("groups")) {
            if (group.getAsJsonObject().get("name").getAsString().equals(name)) {
                return group.getAsJsonObject();
            }
        }
        throw new AssertionError("no group " + name + " in " + json);
    }

    /** Waits until groups run at the levels that hactl wants. */
    void awaitRunning(String... groups) {
        for (String group : groups) {
            Await.until(group + " runs", () -> (Boolean) jmx().group(group, "Running"));
        }
    }

    /** Waits until a group settled at a level, such as {@code start DONE}, or is nowhere: {@code " "}. */
    void awaitStatus(String group, String status) {
        Await.until(
                group + " is " + status,
                () -> (jmx().group(group, "Level") + " " + jmx().group(group, "State")).equals(status));
    }

    /** Waits until commands have written so many lines into a file, and returns them. */
    List<String> awaitLines(String name, int count) throws IOException {
        Await.until(count + " lines in " + name, () -> lines(name).size() >= count);
        return lines(name);
    }

    void awaitLog(String text) {
        Await.until("the log says: " + text, () -> log().contains(text));
    }

    void awaitOutput(String text) {
        Await.until(
                "a command has printed: " + text,
                () -> Files.exists(varDir().resolve("log/output.log")) && output().contains(text));
    }

    /** What lives of all that the daemon started. */
    List<Long> children() {
        return Processes.withEnvironment("MOSHA_DAEMON=" + varDir());
    }

    /** Kills the daemon and everything that it started. */
    @Override
    public void close() throws IOException {
        if (jmx != null) {
            try {
                jmx.close();
            } catch (IOException e) {
                // the daemon is gone already
            }
        }
        Processes.killAll("HERE=" + dir, words -> !isOfTheLauncher(words));
        // a guard is no child of the environment, and writes a last word after its daemon's death
        Await.until("no guard is alive", () -> {
            guards().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return guards().isEmpty();
        });
        removeCgroup();
    }

    /** The control group of the last daemon; it may be gone. */
    Path cgroup() throws IOException {
        return Path.of(Files.readString(varDir().resolve("cgroup")).strip());
    }

    /** Whoever killed the guard as well has left it there, with those in it that nothing else tells. */
    private void removeCgroup() throws IOException {
        if (Files.exists(varDir().resolve("cgroup")) && Files.exists(cgroup())) {
            try {
                Files.writeString(cgroup().resolve("cgroup.kill"), "1");
            } catch (IOException e) {
                // its guard has just removed it
            }
            Await.until("the control group is gone", () -> Files.deleteIfExists(cgroup()) || Files.notExists(cgroup()));
        }
    }

    /** The guards of all daemons below the test's directory. */
    List<Long> guards() {
        return Processes.withCommandLine(words -> words.stream().anyMatch(word -> word.endsWith("/mosha-guard"))
                && words.stream().anyMatch(word -> word.startsWith(dir + "/")));
    }

    /** The launcher has an archive made in the background, for all: that is none of this daemon's processes. */
    private static boolean isOfTheLauncher(List<String> words) {
        return words.contains(COMMAND) || words.contains("rehearse") || words.contains("--version");
    }
}
