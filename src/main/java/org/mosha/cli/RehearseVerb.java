package org.mosha.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.cli.PidFile.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code rehearse}, which only {@code bin/mosha} uses: has this JVM load what a daemon and the client verbs load,
 * so that it can keep an archive of it. Runs a real daemon with a group that does nothing, in a scratch directory.
 */
@Command(name = "rehearse", hidden = true, description = "Load what a start-up archive is to have.")
final class RehearseVerb implements Callable<Integer> {
    private static final int LOOKS = 500;
    private static final long LOOK_MILLIS = 20;
    private static final List<String[]> VERBS = List.of(
            new String[] {"status"},
            new String[] {"groups"},
            new String[] {"groups", "--json"},
            new String[] {"nodes"},
            new String[] {"nodes", "--json"},
            new String[] {"why", "rehearsal"},
            new String[] {"set", "rehearsal", "stop"},
            new String[] {"history"},
            new String[] {"check"},
            new String[] {"--version"},
            new String[] {"help", "groups"},
            new String[] {"groups", "--unknown"},
            // no process may signal itself; the daemon stops in order when this one ends
            new String[] {"stop"});

    private final Place place;
    private final Backend backend;

    @Parameters(paramLabel = "DIR", description = "The scratch directory.")
    private Path scratch;

    RehearseVerb(Place place, Backend backend) {
        this.place = place;
        this.backend = backend;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path varDir = place.resolve(scratch);
        Path base = Files.createDirectories(varDir.resolve("mfs/1/var/mosix-ha"));
        Files.writeString(base.resolve("cltab"), "rehearsal:rehearsal:start:once:true\n");
        Files.writeString(base.resolve("hactl"), "rehearsal start\n");
        Map<String, String> overrides = Map.of("var.dir", varDir.toString(), "mynode", "1");
        Thread daemon = new Thread(
                () -> backend.daemon().run(new Launch(Optional.empty(), overrides, place.home(), false, false)),
                "mosha-rehearsal");
        daemon.setDaemon(true);
        daemon.start();
        await(daemon, PidFile.in(varDir));
        for (String[] verb : VERBS) {
            play(verb, varDir);
        }
        return 0;
    }

    private static void await(Thread daemon, PidFile pidFile) throws InterruptedException {
        for (int i = 0; i < LOOKS && daemon.isAlive() && pidFile.look().state() != State.ALIVE; i++) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void play(String[] verb, Path varDir) {
        String[] args = verb;
        if (!verb[0].startsWith("-") && !verb[0].equals("help")) {
            args = Arrays.copyOf(verb, verb.length + 2);
            args[verb.length] = "-D";
            args[verb.length + 1] = "var.dir=" + varDir;
        }
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        MoshaCommand.run(args, backend, place, nowhere, nowhere);
    }
}
