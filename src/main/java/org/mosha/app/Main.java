package org.mosha.app;

import java.util.Set;
import org.mosha.cli.Backend;
import org.mosha.cli.MoshaCommand;
import org.mosha.exec.Signals;

/** The program's entry: the command line. */
public final class Main {
    private static final Set<String> BECOME_DAEMONS = Set.of("run", "start", "restart", "rehearse");

    private Main() {}

    /**
     * Runs one verb and ends the process with its exit code.
     *
     * @param args the verb and its arguments
     */
    public static void main(String[] args) {
        if (args.length > 0 && BECOME_DAEMONS.contains(args[0])) {
            Preload.begin();
        }
        System.exit(MoshaCommand.run(
                args,
                new Backend(
                        Daemon::run,
                        NodeNumber::find,
                        FileSimulation::of,
                        LeftBehind::stop,
                        LeftBehind::bury,
                        Main::takeSignals)));
    }

    private static boolean takeSignals(Runnable ending) {
        if (!Signals.available()) {
            return false;
        }
        Signals.start(name -> ending.run());
        return true;
    }
}
