package org.mosha.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mosha.config.Settings;
import org.mosha.exec.Burial;
import org.mosha.exec.ControlGroup;
import org.mosha.exec.GatePipe;
import org.mosha.exec.Guard;
import org.mosha.exec.GuardPost;
import org.mosha.exec.Watchdog;
import org.mosha.linux.Capabilities;
import org.mosha.linux.ThisMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps together and kills everything that the daemon starts, whatever becomes of the daemon. */
final class Containment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");

    private final Optional<ControlGroup> group;
    private final GuardPost post;
    private final Guard guard;
    private final Burial burial = new Burial(System.getenv());

    private Containment(Optional<ControlGroup> group, GuardPost post, Guard guard) {
        this.group = group;
        this.post = post;
        this.guard = guard;
    }

    /**
     * Sets all of it up, and puts the daemon itself into its control group.
     *
     * @param settings say what is wanted
     * @param post what the guard knows of the daemon
     * @param localDeadline how long after its last heartbeat a node has everything killed
     * @param watcher hears when there is no guard
     * @throws IOException when what is wanted cannot be had, with a sentence
     */
    static Containment open(Settings settings, GuardPost post, Duration localDeadline, Guard.Watcher watcher)
            throws IOException {
        Optional<Watchdog> watchdog = settings.watchdog().isPresent()
                ? Optional.of(Watchdog.prepare(settings.watchdog().get(), localDeadline, settings.sessionTimeout()))
                : Optional.empty();
        Optional<ControlGroup> group = group(settings.containment(), post);
        GuardPost whole = post.withWatchdog(watchdog)
                .withCgroup(group.map(ControlGroup::directory))
                .withGate(GatePipe.makeFor(post.varDir(), post.incarnation()));
        Guard guard = new Guard(whole, watcher);
        try {
            guard.open();
            Containment containment = new Containment(group, whole, guard);
            containment.burial.order(whole);
            return containment;
        } catch (IOException e) {
            guard.close();
            group.ifPresent(ControlGroup::leave);
            throw e;
        }
    }

    private static Optional<ControlGroup> group(Settings.Containment wanted, GuardPost post) throws IOException {
        if (wanted == Settings.Containment.MARKS) {
            warnOfBlindness();
            return Optional.empty();
        }
        try {
            ControlGroup group = ControlGroup.enter(post.incarnation(), post.varDir());
            LOG.info("everything that is started is in control group {}", group.directory());
            return Optional.of(group);
        } catch (IOException e) {
            if (wanted == Settings.Containment.CGROUP) {
                throw new IOException("containment=cgroup: " + e.getMessage(), e);
            }
            LOG.info("what is started is recognised by its marks: {}", e.getMessage());
            warnOfBlindness();
            return Optional.empty();
        }
    }

    /** Only root starts commands as other users, and even root may not see their marks everywhere. */
    private static void warnOfBlindness() throws IOException {
        if (ThisMachine.uid() == 0 && !Capabilities.ofThisProcess().readOthers()) {
            LOG.warn("this daemon lacks CAP_SYS_PTRACE, and so does not see the marks of other users' processes: what a"
                    + " command with user= leaves in a session of its own is not found and not stopped, and may run on"
                    + " while another node has its group");
        }
    }

    Guard guard() {
        return guard;
    }

    /** What every command has to open. */
    Optional<Path> gate() {
        return post.gate();
    }

    /** Ends it in order: nothing is killed any more. */
    @Override
    public void close() {
        burial.cancel();
        guard.close();
        group.ifPresent(ControlGroup::leave);
    }
}
