package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mosha.config.EngineTimes;
import org.mosha.config.NodeAddress;
import org.mosha.engine.ConfigChecks;
import org.mosha.it.Ports;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;
import org.mosha.node.Clocks;
import org.mosha.node.EngineView;
import org.mosha.trust.Protection;

/** A node of a test: an engine with its peer, and the views that it told. */
final class Site implements AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(3);
    static final Duration PATIENCE = Duration.ofSeconds(120);
    /** About a second. */
    private static final int LOOKS_PER_WISH = 100;

    private static final AtomicInteger LIVES = new AtomicInteger();
    private static final Clocks CLOCKS = new Clocks() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };

    final NodeId id;
    final EngineSetup setup;
    /** While it is locked, the engine's thread waits at the next text that it checks, as if for a filesystem. */
    final ReentrantLock filesystem = new ReentrantLock();

    /** What was checked, each time that it was. */
    final List<String> checked = new CopyOnWriteArrayList<>();

    final ZooKeeperEngine engine;
    final List<EngineView> views = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService voice = Executors.newSingleThreadScheduledExecutor();
    private volatile ClStat status = new ClStat(new TreeMap<>());

    Site(EngineSetup setup) {
        this.id = setup.self();
        this.setup = setup;
        Predicate<String> noErrors = text -> {
            checked.add(text);
            filesystem.lock();
            filesystem.unlock();
            return !text.contains("ERROR");
        };
        ConfigChecks checks = new ConfigChecks(noErrors, noErrors);
        try {
            this.engine = new ZooKeeperEngine(setup, CLOCKS, checks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many addresses on loopback that nobody else has at present. */
    static SortedMap<NodeId, NodeAddress> addresses(int count) throws IOException {
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>();
        for (int node = 1; node <= count; node++) {
            int[] ports = Ports.free(3);
            nodes.put(new NodeId(node), new NodeAddress("127.0.0.1", ports[0], ports[1], ports[2]));
        }
        return nodes;
    }

    static EngineSetup setup(Path dir, SortedMap<NodeId, NodeAddress> nodes, int node) {
        return setup(dir, nodes, Optional.empty(), node, SESSION);
    }

    static EngineSetup setup(
            Path dir, SortedMap<NodeId, NodeAddress> nodes, Optional<String> connect, int node, Duration session) {
        // who has no peer of its own gets in by what the peers of this JVM ask for
        Protection protection = connect.isPresent()
                ? new Protection.Shared(MemoryLogins.installed().own())
                : new Protection.None();
        return new EngineSetup(
                new NodeId(node),
                "host" + node,
                "life" + LIVES.incrementAndGet(),
                nodes,
                connect,
                dir.resolve("base"),
                dir.resolve("zookeeper"),
                new EngineTimes(session),
                Duration.ofSeconds(60),
                protection);
    }

    /** Opens nodes at once, each on a thread of its own: a new cluster begins when all of its nodes are there. */
    static void openAll(Collection<Site> sites) {
        atOnce(sites, site -> {
            try {
                site.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Closes nodes at once. */
    static void closeAll(Collection<Site> sites) {
        atOnce(sites, Site::close);
    }

    private static void atOnce(Collection<Site> sites, Consumer<Site> step) {
        sites.stream()
                .map(site -> CompletableFuture.runAsync(() -> step.accept(site), task -> new Thread(task).start()))
                .toList()
                .forEach(CompletableFuture::join);
    }

    Site open() throws IOException {
        engine.open(views::add);
        voice.scheduleAtFixedRate(this::speak, 0, 100, TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Waits until a node is refused, for which it is started again and again: one that has not found out in time why it
     * cannot join goes on in the background.
     */
    static void isRefused(EngineSetup setup, Predicate<String> wanted) {
        await().until(() -> refusal(setup), sentence -> sentence.filter(wanted).isPresent());
    }

    private static Optional<String> refusal(EngineSetup setup) {
        try (Site site = new Site(setup)) {
            site.open();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void speak() {
        engine.heard();
        engine.publish(status, HaStat.of(Map.of(id, status)), false, SESSION);
    }

    void say(String group, String level) {
        status = new ClStat(new TreeMap<>(Map.of(new GroupName(group), new GroupStatus(new Runlevel(level), "DONE"))));
    }

    EngineView view() {
        return views.get(views.size() - 1);
    }

    /** Waits until the newest view is as wanted. */
    EngineView sees(Predicate<EngineView> wanted) {
        // the very one that was looked at: the next may be different again
        return await().pollInterval(Duration.ofMillis(10))
                .until(() -> views.isEmpty() ? null : view(), view -> view != null && wanted.test(view));
    }

    /** The same; wishes for something at once, and again now and then: what is lost with a connection is forgotten. */
    EngineView sees(Predicate<EngineView> wanted, Runnable wish) {
        AtomicInteger looks = new AtomicInteger();
        return sees(view -> {
            if (looks.getAndIncrement() % LOOKS_PER_WISH == 0) {
                wish.run();
            }
            return wanted.test(view);
        });
    }

    /**
     * Has this node take a group's claim, and waits until it has it.
     *
     * @param over the epoch of the claim that it may take from its owner; 0 for none
     * @return the epoch of its own
     */
    long takes(String group, long over) {
        GroupName name = new GroupName(group);
        return sees(
                        v -> Optional.ofNullable(v.claims().get(name))
                                .filter(claim -> claim.node().equals(id) && claim.epoch() > over)
                                .isPresent(),
                        () -> engine.claim(name, over))
                .claims()
                .get(name)
                .epoch();
    }

    /** Has this node give a group's claim back, and waits until it is free. */
    void givesBack(String group, long epoch) {
        GroupName name = new GroupName(group);
        sees(v -> !v.claims().containsKey(name), () -> engine.release(name, epoch));
    }

    /** Waits until a group's claim is a node's; tells its epoch. */
    long seesOwner(String group, int node) {
        GroupName name = new GroupName(group);
        return sees(v -> v.claims().containsKey(name)
                        && v.claims().get(name).node().equals(new NodeId(node)))
                .claims()
                .get(name)
                .epoch();
    }

    void seesFree(String group) {
        sees(v -> !v.claims().containsKey(new GroupName(group)));
    }

    Path file(String name) {
        return setup.base().resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(setup.base());
        // at once, so that a thread that is kept waiting in between leaves no empty file for others to see
        Path next = Files.writeString(file(name + ".next"), text);
        Files.move(next, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Stands still as far as the engine can see: the node's thread says nothing any more. */
    void fallSilent() {
        voice.shutdownNow();
    }

    @Override
    public void close() {
        fallSilent();
        engine.close();
    }
}
