package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.mosha.engine.ConfigChecks;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;
import org.mosha.node.EngineView;

/** A node of a test: an engine, and the views that it told. */
final class Station implements AutoCloseable {
    static final GroupName WEB = new GroupName("web");
    private static final AtomicInteger LIVES = new AtomicInteger();

    final NodeId id;
    final DirectoryLayout layout;
    final TestClocks clocks = new TestClocks();
    /** While it is locked, the engine's thread waits at the next text that it checks, as if for a filesystem. */
    final ReentrantLock filesystem = new ReentrantLock();

    final String life = "life-" + LIVES.incrementAndGet();
    final List<EngineView> views = new CopyOnWriteArrayList<>();
    final DirectoryEngine engine;
    volatile String level = "start";
    private final ScheduledExecutorService voice = Executors.newSingleThreadScheduledExecutor();

    Station(Path mfsbase, int node) {
        this(new DirectoryLayout(mfsbase, Optional.empty(), "var/mosha"), node, Duration.ofSeconds(60));
    }

    Station(DirectoryLayout layout, int node, Duration timeout) {
        this(layout, node, timeout, "host" + node);
    }

    Station(DirectoryLayout layout, int node, Duration timeout, String host) {
        this.id = new NodeId(node);
        this.layout = layout;
        Predicate<String> noErrors = text -> {
            filesystem.lock();
            filesystem.unlock();
            return !text.contains("ERROR");
        };
        this.engine = new DirectoryEngine(
                new DirectorySetup(layout, id, host, "machine", life, timeout, Duration.ofSeconds(2)),
                Duration.ofMillis(40),
                clocks,
                new ConfigChecks(noErrors, noErrors));
    }

    Station open() throws IOException {
        engine.open(views::add);
        return this;
    }

    EngineView view() {
        return views.get(views.size() - 1);
    }

    Path file(String name) {
        return layout.file(id, name);
    }

    void say(String level, String state) {
        ClStat own = status(level, state);
        engine.publish(own, HaStat.of(Map.of(id, own)), false, Duration.ofSeconds(2));
    }

    /** Keeps saying the same, as a node does that lives. */
    Station live() {
        voice.scheduleAtFixedRate(() -> say(level, "DONE"), 0, 50, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Dies without a word: nothing is withdrawn. */
    void die() {
        voice.shutdownNow();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(voice::isTerminated);
    }

    /** Has the engine look once more, and waits until that is told: all that was wished before is done then. */
    void lookAgain() {
        // the first view may be that of a look that was under way
        for (int i = 0; i < 2; i++) {
            int before = views.size();
            engine.look();
            await().pollInterval(Duration.ofMillis(10)).until(() -> views.size() > before);
        }
    }

    /** Waits until the newest view is as wanted. */
    EngineView sees(Predicate<EngineView> wanted) {
        // the very one that was looked at: the next may be different again
        return await().pollInterval(Duration.ofMillis(10))
                .until(() -> views.isEmpty() ? null : view(), view -> view != null && wanted.test(view));
    }

    String hactl() {
        return view().hactl().text().orElse("");
    }

    static ClStat status(String level, String state) {
        return new ClStat(new TreeMap<>(Map.of(WEB, new GroupStatus(new Runlevel(level), state))));
    }

    /** At once, so that a thread that is kept waiting in between leaves no empty file for others to see. */
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        die();
        engine.close();
    }
}
