package org.mosha.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.jmx.BeanNames;

/** What a daemon tells of the others is old, or nothing, while it does not reach its cluster: then that has to be said. */
final class CutOff {
    /** Between what the engine says of a node that waits to be added, or was removed. */
    private static final String OUTSIDE = " is none of the cluster's nodes ";

    private CutOff() {}

    /**
     * Says that a daemon does not reach its cluster, if that is so, and why.
     *
     * @param client the daemon
     * @param err where people read it
     * @return whether that was so
     * @throws Failure when the daemon does not answer
     */
    static boolean tell(DaemonClient client, PrintWriter err) throws Failure {
        if ((Boolean) client.attribute(BeanNames.CLUSTER, "EngineConnected")) {
            return false;
        }
        List<String> problems = List.of((String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems"));
        lines(problems).forEach(line -> err.println("mosha: " + line));
        err.flush();
        return true;
    }

    /** What is said: one line where that the node is not added, or was removed, is all there is to say. */
    static List<String> lines(List<String> problems) {
        Optional<String> outside =
                problems.stream().filter(problem -> problem.contains(OUTSIDE)).findFirst();
        if (outside.isPresent()) {
            String all = outside.get();
            return List.of(all.substring(all.lastIndexOf("node ", all.indexOf(OUTSIDE))));
        }
        List<String> lines = new ArrayList<>();
        lines.add("this node does not reach its cluster at present");
        lines.addAll(problems);
        return lines;
    }
}
