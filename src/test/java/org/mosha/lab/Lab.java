package org.mosha.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;
import org.mosha.it.Processes;

/**
 * Hosts made of namespaces, numbered from 1, and what can happen to them. A process of its own, which ends when this one
 * does, however it does, takes all of it away.
 */
public final class Lab implements AutoCloseable {
    static final Path HOME = Path.of("").toAbsolutePath();
    private static final Path SCRIPT = HOME.resolve("src/test/netlab/netlab.sh");
    private static final long PATIENCE_SECONDS = 120;

    private final String name;
    private final Path dir;
    private final int hosts;
    private final Process keeper;

    private Lab(String name, Path dir, int hosts, Process keeper) {
        this.name = name;
        this.dir = dir;
        this.hosts = hosts;
        this.keeper = keeper;
    }

    /**
     * Makes the hosts of a test and boots them.
     *
     * @param test whose name the lab's directory below {@code target} gets; an earlier one of this name is removed
     * @param hosts how many
     */
    public static Lab up(String test, int hosts) throws IOException {
        Path dir = HOME.resolve("target/netlab/labs/" + test);
        Files.createDirectories(dir.getParent());
        String name = "m" + ProcessHandle.current().pid() + "-" + Integer.toHexString(test.hashCode());
        ProcessBuilder builder = new ProcessBuilder("setsid", SCRIPT.toString(), "hold", Integer.toString(hosts));
        builder.environment().putAll(environment(name, dir));
        builder.redirectError(dir.resolveSibling(test + ".err").toFile());
        Process keeper = builder.start();
        BufferedReader said = keeper.inputReader(StandardCharsets.UTF_8);
        if (!"up".equals(said.readLine())) {
            keeper.getOutputStream().close();
            throw new IOException("no lab: " + Files.readString(dir.resolveSibling(test + ".err")));
        }
        return new Lab(name, dir, hosts, keeper);
    }

    private static Map<String, String> environment(String name, Path dir) {
        return Map.of(
                "NETLAB_NAME",
                name,
                "NETLAB_DIR",
                dir.toString(),
                "LEDGER",
                dir.resolve("events").toString());
    }

    /** The lab's directory, which all hosts see. */
    public Path dir() {
        return dir;
    }

    /** How many hosts there are. */
    public int hosts() {
        return hosts;
    }

    private static String host(int host) {
        return "h" + host;
    }

    /** Runs a command of the script, which must succeed. */
    public String tell(String... words) {
        Outcome outcome = ask(words);
        if (outcome.exitCode() != 0) {
            throw new AssertionError("netlab.sh " + String.join(" ", words) + ": " + outcome.err() + outcome.out());
        }
        return outcome.out();
    }

    private Outcome ask(String... words) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(Arrays.asList(words));
        try {
            return Shell.run(HOME, environment(name, dir), command);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String[] words(String first, int host, String... more) {
        List<String> words = new ArrayList<>(List.of(first, host(host)));
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }

    /** Runs a command inside a host, to its end. */
    public Outcome run(int host, String... command) {
        return ask(words("run", host, command));
    }

    /** Starts a command inside a host; its output is added to a file {@code log/<label>.log} of the host. */
    public void start(int host, String label, String... command) {
        List<String> more = new ArrayList<>(List.of(label));
        more.addAll(Arrays.asList(command));
        tell(words("start", host, more.toArray(String[]::new)));
    }

    /** Where a host keeps its files; what is in its directories {@code disk} and {@code log} is the lab's own. */
    public Path files(int host) {
        return dir.resolve(host(host));
    }

    /** Whether a host is on. */
    public boolean isOn(int host) {
        try {
            String pid = Files.readString(files(host).resolve("initpid")).strip();
            return !pid.isEmpty() && Processes.isAlive(Long.parseLong(pid));
        } catch (IOException e) {
            return false;
        }
    }

    /** Cuts a host's power: nothing of it gets to say goodbye. */
    public void off(int host) {
        tell("off", host(host));
    }

    /** Switches a host on. */
    public void boot(int host) {
        tell("boot", host(host));
    }

    /** Has a whole host stand still, as a paused virtual machine does. */
    public void freeze(int host) {
        tell("freeze", host(host));
    }

    /** Has a frozen host go on. */
    public void thaw(int host) {
        tell("thaw", host(host));
    }

    /** Pulls a host's cable. */
    public void linkDown(int host) {
        tell("linkdown", host(host));
    }

    /** Puts it in again. */
    public void linkUp(int host) {
        tell("linkup", host(host));
    }

    /** Has everything from and to a host get lost, silently. */
    public void isolate(int host) {
        tell("isolate", host(host));
    }

    /** Has everything between these parts, such as {@code 1} and {@code 2,3}, get lost. */
    public void partition(String... parts) {
        String[] words = new String[parts.length + 1];
        words[0] = "partition";
        System.arraycopy(parts, 0, words, 1, parts.length);
        tell(words);
    }

    /** Has everything that one host sends to another get lost. */
    public void cut(int from, int to) {
        tell("cut", host(from), host(to));
    }

    /** Ends all partitions and cuts. */
    public void heal() {
        tell("heal");
    }

    /** Has so many of a hundred packets from and to a host get lost. */
    public void loss(int host, int percent) {
        tell("loss", host(host), Integer.toString(percent));
    }

    /** Has each packet of a host take longer, each way. */
    public void delay(int host, int millis) {
        tell("delay", host(host), Integer.toString(millis));
    }

    /** Starts the power controller, which fences hosts. */
    public void powerController() {
        tell("bmc-start");
    }

    /** Cuts these hosts' way to the power controller, and nobody else's. */
    public void powerDeniedTo(int... deniedHosts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int host : deniedHosts) {
            text.append(host(host)).append('\n');
        }
        Files.writeString(dir.resolve("bmc/deny"), text);
    }

    /** What was done to the hosts so far, also by their fence agents: a line each, with its time in nanoseconds. */
    public List<String> events() throws IOException {
        Path file = dir.resolve("events");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The pids, as this machine counts them, of all processes of a host. */
    public List<Long> pids(int host) {
        List<Long> pids = new ArrayList<>();
        try (Stream<Path> groups = Files.walk(cgroup(host))) {
            groups.filter(path -> path.endsWith("cgroup.procs")).forEach(file -> readPids(file, pids));
        } catch (IOException | java.io.UncheckedIOException e) {
            // it is off, or a group of it has just gone
            return pids;
        }
        return pids;
    }

    private static void readPids(Path file, List<Long> into) {
        try {
            Files.readAllLines(file).forEach(line -> into.add(Long.valueOf(line)));
        } catch (IOException e) {
            // the group has gone
        }
    }

    private Path cgroup(int host) {
        Path unified = Path.of("/sys/fs/cgroup/unified");
        Path root = Files.exists(Path.of("/sys/fs/cgroup/cgroup.procs")) ? Path.of("/sys/fs/cgroup") : unified;
        return root.resolve("netlab-" + name).resolve(host(host));
    }

    /** Whether a host stands still as a whole. */
    public boolean isFrozen(int host) {
        try {
            return Files.readString(cgroup(host).resolve("cgroup.events")).contains("frozen 1");
        } catch (IOException e) {
            return false;
        }
    }

    /** How the names of all its network namespaces begin. */
    String namespaces() {
        return "nl-" + name + "-";
    }

    /** What the lab uses: its own tool. */
    static Path tool() {
        return HOME.resolve("target/netlab/nltool");
    }

    /** Takes all of it away, except for logs. */
    @Override
    public void close() throws IOException {
        keeper.getOutputStream().close();
        try {
            if (!keeper.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the lab does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
