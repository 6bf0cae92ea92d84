package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosha.cli.PidFile;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;
import org.mosha.engine.IoReason;
import org.mosha.exec.ControlGroup;
import org.mosha.exec.Leftover;
import org.mosha.exec.Leftovers;
import org.mosha.exec.NativeCalls;
import org.mosha.linux.ThisMachine;

/** What daemons that were killed have left running. */
final class LeftBehind {
    private static final Duration KILL = Duration.ofSeconds(5);

    /** For who wants to be done with it, whatever its entries say. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Leftovers.Patience HASTY = new Leftovers.Patience(SHORT, SHORT, KILL);

    /** How long it has to end by itself where a daemon has the time to wait for it. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    /** How long at most where its entries want more: etc/systemd/mosha.service allows a start 120 s. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** No life of a daemon has an empty name: none of them is left out. */
    private static final String EVERY_LIFE = "";

    private LeftBehind() {}

    /** Stops it all; whether nothing is left. */
    static boolean stop(Path varDir) throws IOException, InterruptedException {
        if (!Files.isDirectory(varDir)) {
            return true;
        }
        Path real = varDir.toRealPath();
        Leftovers leftovers = new Leftovers(real.toString(), EVERY_LIFE, real);
        return leftovers.stop(leftovers.find(), HASTY).isEmpty() && ControlGroup.clear(real);
    }

    /** Whether no other node can have anything to do with this one's groups: who has var.dir has all that lies in it. */
    static boolean isAlone(Settings settings) {
        return settings.engine() == Settings.Engine.DIRECTORY && !settings.mfsbaseGiven();
    }

    /**
     * Stops it in the place of the next daemon, and removes the dead one's pid file; tells why it cannot. Nothing is taken
     * for a daemon's that another user may have written: that could be anybody's processes.
     */
    static Optional<String> bury(Parsed<Settings> settings, Consumer<String> told) {
        Path directory = settings.value().varDir();
        PidFile pidFile = PidFile.in(directory);
        try {
            Object owner = Files.getAttribute(pidFile.file(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(ThisMachine.uid())) {
                return Optional.of(pidFile.file() + " was left by a daemon of user " + owner
                        + ": only that user can have what else it has left stopped");
            }
            Optional<VarDir> held = VarDir.take(directory);
            if (held.isEmpty()) {
                return Optional.of("another process has locked " + directory.resolve("mosha.lock")
                        + ": a daemon that is just being started?");
            }
            try (VarDir varDir = held.get()) {
                bury(varDir.path(), !settings.hasErrors() && isAlone(settings.value()), told);
                return Optional.empty();
            }
        } catch (StartFailure e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("what it has left cannot be dealt with: " + IoReason.of(e));
        }
    }

    private static void bury(Path varDir, boolean alone, Consumer<String> told) throws StartFailure, IOException {
        Optional<String> trouble = NativeCalls.trouble();
        if (trouble.isPresent()) {
            throw new StartFailure(trouble.get());
        }
        PidFile pidFile = PidFile.in(varDir);
        if (pidFile.isOfAnother()) {
            throw new StartFailure("a daemon has been started meanwhile");
        }
        clear(
                new Leftovers(varDir.toString(), EVERY_LIFE, varDir),
                varDir,
                alone,
                found -> told.accept("the daemon is dead, and has left " + found.size()
                        + " processes running, which are stopped: " + found));
        pidFile.deleteIfDead();
    }

    /**
     * Stops it before a daemon starts anything itself.
     *
     * @param leftovers finds it
     * @param varDir where the last daemon has written down its control group
     * @param alone whether no other node can have taken over what still runs here; where one can, as nobody has killed this
     *     in time, none of it is given more time than usual
     * @param told takes what is found, before it is stopped
     * @throws StartFailure when some of it lives on
     * @throws IOException when it cannot be looked for
     */
    static void clear(Leftovers leftovers, Path varDir, boolean alone, Consumer<List<Leftover>> told)
            throws StartFailure, IOException {
        try {
            List<Leftover> alive = stop(leftovers, alone, told);
            if (!alive.isEmpty()) {
                throw new StartFailure("processes of an earlier daemon cannot be killed: " + alive);
            }
            if (!ControlGroup.clear(varDir)) {
                throw new StartFailure("an earlier daemon's control group cannot be emptied");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while stopping processes of an earlier daemon");
        }
    }

    private static List<Leftover> stop(Leftovers leftovers, boolean alone, Consumer<List<Leftover>> told)
            throws IOException, InterruptedException {
        List<Leftover> found = leftovers.find();
        if (found.isEmpty()) {
            return found;
        }
        told.accept(found);
        return leftovers.stop(found, new Leftovers.Patience(PATIENT, alone ? LONGEST : PATIENT, KILL));
    }
}
