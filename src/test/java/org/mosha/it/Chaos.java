package org.mosha.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import org.mosha.ledger.LedgerCheck;

/**
 * Does to a cluster what life does to it, by chance, and watches by the ledger that no group ever runs twice. What a
 * node without fencing cannot survive is left out: that its daemon and its guard die, or are frozen, while its groups
 * live on.
 */
final class Chaos implements AutoCloseable {
    /** What can happen. */
    enum Fault {
        KILL_DAEMON(5),
        POWER_OFF(4),
        KILL_GUARD(3),
        FREEZE(5),
        STOP(3),
        START(9),
        HALT(2),
        RESUME(3),
        EDIT_HACTL(5),
        EDIT_CLTAB(3),
        BAD_CLTAB(1),
        KILL_PROCESS(3);

        private final int weight;

        Fault(int weight) {
            this.weight = weight;
        }
    }

    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();
    private static final List<String> GROUPS = List.of("quick", "slow", "deaf", "tested", "two", "plain");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1200);

    private final ClusterUnderTest cluster;
    private final Random random;
    private final LedgerWatch watch;
    private final Map<Integer, Process> starting = new HashMap<>();
    private final Map<Integer, Long> frozenUntil = new HashMap<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final List<String> story = new ArrayList<>();
    private int edits;

    Chaos(ClusterUnderTest cluster, long seed) throws IOException {
        this.cluster = cluster;
        this.random = new Random(seed);
        cluster.node(1).cltab(cltab(10));
        cluster.node(1).hactl(hactl(true));
        this.watch = new LedgerWatch(cluster.file("ledger"));
    }

    /** Has so many things happen, one after the other, and now and then lets all be well. */
    LedgerCheck run(int faults, int betweenRests) throws Exception {
        cluster.start();
        rest();
        for (int i = 1; i <= faults; i++) {
            happen();
            pause();
            List<LedgerCheck.Overlap> overlaps = watch.overlaps();
            if (!overlaps.isEmpty()) {
                throw new AssertionError("a group ran twice: " + overlaps + "\n" + tellStory());
            }
            if (i % betweenRests == 0) {
                rest();
            }
        }
        rest();
        for (int node : cluster.numbers()) {
            cluster.node(node).ask("stop");
        }
        Await.until("nothing lives", () -> watch.living().isEmpty());
        return watch.verified();
    }

    /** How often each thing has happened. */
    Map<Fault, Integer> counts() {
        return counts;
    }

    private void happen() throws Exception {
        thawWhoIsDue();
        while (true) {
            Fault fault = draw();
            int node = 1 + random.nextInt(cluster.numbers().size());
            if (happen(fault, node)) {
                counts.merge(fault, 1, Integer::sum);
                story.add(String.format("%.3f %s %d", System.nanoTime() / 1e9, fault, node));
                return;
            }
        }
    }

    private Fault draw() {
        int left = random.nextInt(
                List.of(Fault.values()).stream().mapToInt(fault -> fault.weight).sum());
        for (Fault fault : Fault.values()) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        throw new AssertionError();
    }

    /** Tells whether it could happen. */
    private boolean happen(Fault fault, int node) throws Exception {
        boolean up = isUp(node);
        boolean awake = up && !frozenUntil.containsKey(node) && !starting.containsKey(node);
        return switch (fault) {
            case KILL_DAEMON -> up && done(() -> die(node, () -> cluster.kill(node)));
            case POWER_OFF -> up && done(() -> die(node, () -> cluster.powerOff(node)));
            case KILL_GUARD -> awake && done(() -> killGuard(node));
            case FREEZE -> awake && done(() -> freeze(node));
            case STOP -> awake && done(() -> Processes.signal(cluster.node(node).pid(), "TERM"));
            case START -> !up && !starting.containsKey(node) && done(() -> begin(node));
            case HALT ->
                awake && !isHalted(node) && done(() -> cluster.node(node).mosha("halt"));
            case RESUME ->
                awake && isHalted(node) && done(() -> cluster.node(node).mosha("resume"));
            case EDIT_HACTL -> done(() -> cluster.node(node).hactl(hactl(false)));
            case EDIT_CLTAB -> done(() -> cluster.node(node).cltab(cltab(8 + random.nextInt(5))));
            case BAD_CLTAB -> done(() -> cluster.node(node).cltab("quick:q:start:respond:what is this"));
            case KILL_PROCESS -> killProcess();
        };
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static boolean done(Deed deed) throws Exception {
        deed.run();
        return true;
    }

    private void die(int node, Deed deed) throws Exception {
        deed.run();
        frozenUntil.remove(node);
    }

    /** Another guard must come; until then nothing else happens, as nobody would kill this node's groups. */
    private void killGuard(int node) throws Exception {
        List<Long> guards = cluster.guards(node);
        Processes.signal(guards, "KILL");
        Await.until("node " + node + " has another guard, or ends", () -> {
            List<Long> now = cluster.guards(node);
            return !isUp(node) || !now.isEmpty() && now.stream().noneMatch(guards::contains);
        });
    }

    private void freeze(int node) throws Exception {
        Processes.signal(cluster.node(node).pid(), "STOP");
        frozenUntil.put(
                node,
                System.nanoTime()
                        + Duration.ofMillis(1000 + random.nextInt(4000)).toNanos());
    }

    private void thawWhoIsDue() throws Exception {
        for (int node : List.copyOf(frozenUntil.keySet())) {
            if (System.nanoTime() - frozenUntil.get(node) >= 0) {
                thaw(node);
            }
        }
    }

    private void thaw(int node) throws Exception {
        frozenUntil.remove(node);
        Processes.signal(cluster.node(node).pid(), "CONT");
        story.add(String.format("%.3f THAW %d", System.nanoTime() / 1e9, node));
    }

    private void begin(int node) throws Exception {
        Process process = cluster.node(node).launch(cluster.node(node).command("start"));
        process.getOutputStream().close();
        starting.put(node, process);
    }

    private boolean killProcess() throws Exception {
        List<Long> all = new ArrayList<>();
        watch.living().values().forEach(all::addAll);
        if (all.isEmpty()) {
            return false;
        }
        Processes.signal(all.get(random.nextInt(all.size())), "KILL");
        return true;
    }

    private boolean isUp(int node) {
        starting.values().removeIf(process -> !process.isAlive());
        try {
            long pid = cluster.node(node).pid();
            return Processes.isAlive(pid) && Processes.commandLine(pid).contains("org.mosha.app.Main");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isHalted(int node) {
        return Files.exists(cluster.node(node).base().resolve("standby"));
    }

    /** Undoes everything; then all groups must come to run, once, and all nodes must agree. */
    private void rest() throws Exception {
        for (int node : List.copyOf(frozenUntil.keySet())) {
            thaw(node);
        }
        Await.until("all nodes take part", this::allTakePart);
        cluster.node(1).cltab(cltab(10));
        cluster.node(1).hactl(hactl(true));
        try {
            Await.until("all groups run, and all nodes agree", () -> allTakePart() && agreed(cluster.numbers()));
        } catch (RuntimeException e) {
            throw new AssertionError(tellStory() + "\n" + cluster.hastat(1) + "\n" + watch.living(), e);
        }
        story.add(String.format("%.3f all is well", System.nanoTime() / 1e9));
    }

    /** Starts who is down and ends every standby, which may come about later than what has brought it; tells whether all is done. */
    private boolean allTakePart() throws Exception {
        for (int node : cluster.numbers()) {
            if (!isUp(node) && !starting.containsKey(node)) {
                begin(node);
            }
        }
        if (!starting.isEmpty() || !cluster.numbers().stream().allMatch(this::isUp)) {
            return false;
        }
        for (int node : cluster.numbers()) {
            if (isHalted(node)) {
                cluster.node(node).mosha("resume");
            }
        }
        return cluster.numbers().stream().noneMatch(this::isHalted);
    }

    private boolean agreed(Collection<Integer> nodes) throws IOException {
        SortedMap<String, SortedMap<Integer, String>> first = cluster.hastat(1);
        for (int node : nodes) {
            if (!cluster.hastat(node).equals(first)) {
                return false;
            }
        }
        Map<String, List<Long>> living = watch.living();
        return first.size() == GROUPS.size()
                && living.size() == GROUPS.size()
                && GROUPS.stream()
                        .allMatch(group -> first.get(group).size() == 1
                                && first.get(group).containsValue("start DONE")
                                && living.get(group).size() == (group.equals("two") ? 2 : 1));
    }

    private String[] cltab(int every) {
        String run = "exec perl " + LEDGER + " $CLUSTER/ledger every=" + every;
        return new String[] {
            "# " + ++edits,
            "quick:q1:start:respawn:" + run,
            "slow:s1:start:respawn:" + run + " stopping=300",
            "deaf:d1:start:respawn/stop-timeout=500ms:" + run + " deaf",
            "tested:t0:test:test:" + run + " lasting=50",
            "tested:t1:start:respawn:" + run,
            "two:w1:start:respawn:" + run,
            "two:w2:start:respawn:" + run + " stopping=100",
            "plain:p0:start:wait:" + run + " lasting=20",
            "plain:p1:start:respawn:perl " + LEDGER + " $CLUSTER/ledger every=" + every + "; true",
        };
    }

    /** All groups wanted, or by chance some not, and some somewhere. */
    private String[] hactl(boolean all) {
        List<String> lines = new ArrayList<>(List.of("# " + ++edits));
        for (String group : GROUPS) {
            boolean wanted = all || random.nextInt(6) > 0;
            String prefer = all || random.nextBoolean()
                    ? ""
                    : " prefer=" + (1 + random.nextInt(cluster.numbers().size()));
            lines.add(group + (wanted ? " start" + prefer : " stop"));
        }
        return lines.toArray(String[]::new);
    }

    private void pause() {
        long most = LONGEST_PAUSE.minus(SHORTEST_PAUSE).toMillis();
        LockSupport.parkNanos(
                SHORTEST_PAUSE.plusMillis((long) (random.nextDouble() * most)).toNanos());
    }

    private String tellStory() {
        return String.join("\n", story.subList(Math.max(0, story.size() - 40), story.size()));
    }

    @Override
    public void close() {
        watch.close();
    }
}
