package org.mosha.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.model.NodeId;

/** What a command gave. */
public record Outcome(int exitCode, String out, String err) {
    /** Runs a verb in this JVM, as from a directory that is home as well. */
    static Outcome of(Path home, DaemonRunner runner, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Place place = new Place(home, home, Optional.empty(), false);
        int exitCode = MoshaCommand.run(args, backend(runner), place, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** A backend whose daemon is the given one; the rest is not there. */
    static Backend backend(DaemonRunner runner) {
        return new Backend(
                runner,
                settings -> settings.mynode().or(() -> Optional.of(new NodeId(1))),
                (settings, dead) -> {
                    throw new AssertionError("nothing was to be simulated");
                },
                varDir -> {
                    throw new AssertionError("nothing was to be stopped");
                },
                (settings, told) -> {
                    throw new AssertionError("nobody was to be buried");
                },
                ending -> {
                    throw new AssertionError("no signal was to be taken");
                });
    }

    /** Runs a verb that starts no daemon. */
    public static Outcome of(Path home, String... args) {
        return of(
                home,
                launch -> {
                    throw new AssertionError("no daemon was to be started");
                },
                args);
    }
}
