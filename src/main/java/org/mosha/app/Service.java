package org.mosha.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mosha.cli.Launch;
import org.mosha.cli.PidFile;
import org.mosha.cli.StartReply;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.engine.directory.DirectoryLayout;
import org.mosha.exec.ExecProcesses;
import org.mosha.exec.Guard;
import org.mosha.exec.GuardPost;
import org.mosha.exec.Leftover;
import org.mosha.exec.Leftovers;
import org.mosha.exec.LogSink;
import org.mosha.exec.Rehearsal;
import org.mosha.exec.SystemdNotify;
import org.mosha.jmx.Audit;
import org.mosha.jmx.Beans;
import org.mosha.jmx.remote.RemoteJmx;
import org.mosha.linux.ThisMachine;
import org.mosha.model.NodeId;
import org.mosha.node.Adapters;
import org.mosha.node.FencePort;
import org.mosha.node.MoshaNode;
import org.mosha.node.NodeSetup;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.ProcessPort;
import org.mosha.stomith.Stomith;
import org.mosha.trust.OpenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon that has its var.dir: joins, serves until it is told to stop, and leaves nothing behind. */
final class Service implements Adapters, Guard.Watcher {
    /** So many are compiled after; see the flags of bin/mosha. */
    private static final int REHEARSALS = 25;

    private static final Duration BEFORE_REHEARSAL = Duration.ofSeconds(2);

    private static final Duration BETWEEN_REHEARSALS = Duration.ofMillis(20);

    private final Logger log = LoggerFactory.getLogger("mosha.start");
    private final Launch launch;
    private final Settings settings;
    private final VarDir varDir;
    private final PidFile pidFile;
    private final String identity;
    private final String incarnation = draw();
    /** The same with a secret: what other nodes and all users of this machine know makes nobody's process this daemon's. */
    private final String life = incarnation + "." + draw();

    private final StopOrders orders;
    private final SystemdNotify systemd = new SystemdNotify(System.getenv());
    private final SystemdReport report = new SystemdReport(systemd);
    private final AtomicReference<Beans> beans = new AtomicReference<>();
    private final AtomicReference<MoshaNode> served = new AtomicReference<>();
    private ExecProcesses processes;
    private Containment containment;
    private Optional<RemoteJmx> remoteJmx = Optional.empty();
    private QuorumFile quorum;
    private Stomith stomith;
    private NodeId self;
    private Optional<ProtectionWatch> protection = Optional.empty();

    Service(Launch launch, Settings settings, VarDir varDir) {
        this.launch = launch;
        this.settings = settings;
        this.varDir = varDir;
        this.pidFile = PidFile.in(varDir.path());
        this.identity = varDir.path().toString();
        this.orders = new StopOrders(launch);
    }

    private static String draw() {
        return Long.toString(new SecureRandom().nextLong(Long.MAX_VALUE), 36);
    }

    /** Serves; tells whether everything was stopped in order. */
    boolean run() throws StartFailure, GivenUp, IOException {
        Thread.setDefaultUncaughtExceptionHandler(
                new VitalThreads(() -> Runtime.getRuntime().halt(1)));
        // from now on a signal finds this daemon
        pidFile.write();
        orders.heed(this::ending);
        try {
            return joinAndServe();
        } finally {
            pidFile.deleteIfOurs();
            orders.end();
        }
    }

    /** Ends the start when the daemon has been told to stop meanwhile. */
    private void requireWanted(String waited) throws GivenUp {
        Optional<String> order = orders.come();
        if (order.isPresent()) {
            throw new GivenUp(order.get(), waited);
        }
    }

    private boolean joinAndServe() throws StartFailure, GivenUp, IOException {
        String host = ThisMachine.hostName();
        self = NodeNumber.of(settings, host);
        DirectoryLayout layout = new DirectoryLayout(settings.mfsbase(), settings.hpcbase(), settings.varpath());
        log.info("node {} on {}, files in {}, var.dir {}", self, host, layout.base(self), varDir.path());
        if (settings.engine() == Settings.Engine.ZOOKEEPER) {
            protection = Optional.of(ProtectionWatch.of(settings, self));
        }
        openRemoteJmx();
        LeftBehind.clear(
                new Leftovers(identity, life, varDir.path()),
                varDir.path(),
                LeftBehind.isAlone(settings),
                this::leftBehind);
        // what is left of groups is stopped as groups are, also for a daemon that is to end afterwards
        requireWanted("");
        int remembered = prepareFiles(layout);
        GuardPost post = GuardPost.of(launch.home().resolve("bin/mosha-guard"), identity, incarnation, varDir.path());
        if (settings.engine() == Settings.Engine.DIRECTORY) {
            post = post.withGoneFile(layout.gone(self));
        }
        containment = Containment.open(settings, post, NodeSetup.localDeadline(settings.sessionTimeout()), this);
        Engines engines = new Engines(settings, self, incarnation, host, layout, varDir.path());
        MoshaNode node = join(host, engines, remembered);
        served.set(node);
        // not before: a filesystem that does not answer would hold up whoever stops this daemon
        Path base = layout.base(self);
        OpenFiles.among(List.of(base.resolve("cltab"), base.resolve("hactl")))
                .forEach(path -> log.warn("{} {}", path, OpenFiles.TEXT));
        if (!containment.guard().isThere()) {
            guardLost("it has died while this node joined");
        }
        return serve(node);
    }

    /** Before there is a guard: it would take an end at once for a death. How many nodes are remembered. */
    private int prepareFiles(DirectoryLayout layout) throws StartFailure, IOException {
        HangingStart part = HangingStart.watch(orders, this::abandon);
        try (part) {
            if (Samples.areFor(settings)) {
                Samples.copyMissing(launch.home(), layout.base(self));
            }
            quorum = new QuorumFile(varDir.path(), settings.nodes().size(), settings.mfsbase());
            return quorum.load();
        }
    }

    private void abandon(String why) {
        GivenUp given = new GivenUp(why, "the filesystem of " + varDir.path() + " has not answered yet");
        Runtime.getRuntime().halt(Daemon.givenUp(launch, given));
    }

    private MoshaNode join(String host, Engines engines, int remembered) throws GivenUp, IOException {
        boolean joined = false;
        try {
            MoshaNode node = MoshaNode.open(
                    NodeSetup.of(settings, self, host, incarnation, remembered),
                    new SystemClocks(),
                    engines.make(protection.map(ProtectionWatch::protection)),
                    this);
            joined = true;
            return node;
        } catch (IOException e) {
            requireWanted(e.getMessage());
            throw e;
        } finally {
            if (!joined) {
                // it must not take the end of this process for a death, and prove something of a node that lives
                containment.close();
            }
        }
    }

    private boolean serve(MoshaNode node) throws IOException {
        orders.carryOut(node::stop);
        node.start();
        try (Beans open = beans(node);
                Rehearsal rehearsal = new Rehearsal(incarnation, varDir.path(), containment.gate())) {
            open.open();
            beans.set(open);
            open.update(node.control().snapshot());
            serveRemoteJmx();
            ready(node.control().snapshot());
            rehearsal.begin(REHEARSALS, BEFORE_REHEARSAL, BETWEEN_REHEARSALS);
            boolean orderly = node.awaitEnd();
            if (orderly) {
                containment.close();
                report.stopped();
            }
            return orderly;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            remoteJmx.ifPresent(RemoteJmx::close);
            processes.close();
            stomith.close();
            report.close();
        }
    }

    private void openRemoteJmx() throws StartFailure {
        if (settings.jmx().port().isPresent()) {
            try {
                remoteJmx = Optional.of(RemoteJmx.open(settings.jmx()));
            } catch (IOException e) {
                throw new StartFailure(e.getMessage());
            }
        } else {
            RemoteJmx.localOnly();
        }
    }

    private void serveRemoteJmx() throws IOException {
        if (remoteJmx.isPresent()) {
            remoteJmx.get().serve(ManagementFactory.getPlatformMBeanServer());
        }
    }

    private static Beans beans(MoshaNode node) {
        return new Beans(ManagementFactory.getPlatformMBeanServer(), node.control(), Audit.to(node::remember));
    }

    private void ready(NodeSnapshot first) {
        long pid = ProcessHandle.current().pid();
        log.info("ready, pid {}", pid);
        systemd.ready();
        if (launch.detached()) {
            if (!first.engineConnected()) {
                StartReply.apart(
                        first.configProblems().stream().map(Problem::toString).toList());
            }
            StartReply.ready(pid);
        }
    }

    @Override
    public ProcessPort processes(ProcessPort.Listener listener) throws IOException {
        processes = new ExecProcesses(identity, life, varDir.path(), containment.gate(), listener, new LogSink());
        return processes;
    }

    @Override
    public FencePort fence(FencePort.Listener listener) {
        stomith = new Stomith(
                settings.stomith(),
                settings.stomithTimeout(),
                settings.fenceDir(),
                Map.of("MOSHA_NODE", self.toString()),
                listener);
        return stomith;
    }

    @Override
    public void lease(long nanos) {
        processes.permitUntil(nanos);
        containment.guard().until(nanos);
    }

    @Override
    public void waits(String why) {
        log.info("{}", why);
        if (launch.detached()) {
            StartReply.progress(why);
        }
    }

    @Override
    public boolean isGivenUp() {
        return orders.come().isPresent();
    }

    @Override
    public void remember(int nodes) {
        quorum.store(nodes);
    }

    @Override
    public void publish(NodeSnapshot snapshot) {
        Beans open = beans.get();
        if (open != null) {
            open.update(snapshot);
        }
        report.take(snapshot);
        protection.ifPresent(ProtectionWatch::look);
    }

    @Override
    public void guardLost(String why) {
        Optional.ofNullable(served.get()).ifPresent(node -> node.unguarded(why));
    }

    @Override
    public void guardBack() {
        Optional.ofNullable(served.get()).ifPresent(MoshaNode::guarded);
    }

    /** From the first order on. */
    private void ending() {
        report.stopping();
        try {
            pidFile.writeEnding();
        } catch (IOException e) {
            // as on a full disk: who starts a daemon in these moments is told that there is one
            log.debug("the pid file does not say that the daemon ends", e);
        }
    }

    @Override
    public Beat beat() {
        Optional<Duration> watchdog = systemd.watchdog();
        // half of what systemd allows, as sd_watchdog_enabled(3) recommends
        return watchdog.map(limit -> new Beat(limit.dividedBy(2), systemd::alive))
                .orElse(Beat.NONE);
    }

    private void leftBehind(List<Leftover> found) {
        String sentence =
                "an earlier daemon has left " + found.size() + " processes running, which are stopped first: " + found;
        log.warn("{}", sentence);
        if (launch.detached()) {
            StartReply.progress(sentence);
        }
    }
}
