package org.mosha.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.jmx.BeanNames;

/** What a daemon tells of the others is old, or nothing, while it does not reach its cluster: then that has to be said. */
final class CutOff {
    /** Between what the engine says of a node that waits to be added, or was removed. */
    private static final String OUTSIDE = " is not one of the cluster's nodes ";

    /** How a problem begins that is the cluster's. */
    private static final String OF_CLUSTER = "cluster:0: warning: ";

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
        return tell(problems(client), err);
    }

    /** The same of problems that are there already. */
    static boolean tell(Optional<List<String>> problems, PrintWriter err) {
        problems.ifPresent(all -> lines(all).forEach(line -> err.println("mosha: " + line)));
        err.flush();
        return problems.isPresent();
    }

    /** What is wrong with a daemon that does not reach its cluster; empty for one that does. */
    static Optional<List<String>> problems(DaemonClient client) throws Failure {
        return (Boolean) client.attribute(BeanNames.CLUSTER, "EngineConnected")
                ? Optional.empty()
                : Optional.of(List.of((String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems")));
    }

    /** A reason without what is told of the whole node at its end, which is the same for each group. */
    static String without(List<String> problems, String why) {
        return problems.stream()
                .filter(problem -> problem.startsWith(OF_CLUSTER))
                .map(problem -> ": " + problem.substring(OF_CLUSTER.length()))
                .filter(why::endsWith)
                .findFirst()
                .map(end -> why.substring(0, why.length() - end.length()))
                .orElse(why);
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
