package org.mosha.cli;

import java.io.PrintWriter;
import org.mosha.jmx.BeanNames;

/** What a daemon tells of the others is old, or nothing, while it does not reach its cluster: then that has to be said. */
final class CutOff {
    private CutOff() {}

    /**
     * Says that a daemon does not reach its cluster, if that is so, and why.
     *
     * @param client the daemon
     * @param err where people read it
     * @throws Failure when the daemon does not answer
     */
    static void tell(DaemonClient client, PrintWriter err) throws Failure {
        if ((Boolean) client.attribute(BeanNames.CLUSTER, "EngineConnected")) {
            return;
        }
        err.println("mosha: this node does not reach its cluster at present");
        for (String problem : (String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems")) {
            err.println("mosha: " + problem);
        }
        err.flush();
    }
}
