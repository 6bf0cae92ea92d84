package org.mosha.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.mosha.jmx.BeanNames;

/** What is wrong with a daemon's files: the groups' table shows what is in force, and nothing of an edit that was refused. */
final class NodeErrors {
    private static final String ERROR = ": error: ";
    private static final int MOST_TOLD = 5;

    private NodeErrors() {}

    /**
     * Says what is wrong with the newest files of a daemon; of warnings nothing.
     *
     * @param client the daemon
     * @param err where people read it
     * @throws Failure when the daemon does not answer
     */
    static void tell(DaemonClient client, PrintWriter err) throws Failure {
        if ((Boolean) client.attribute(BeanNames.CLUSTER, "ConfigValid")) {
            return;
        }
        List<String> problems = List.of((String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems"));
        lines(problems).forEach(line -> err.println("mosha: " + line));
        err.flush();
    }

    /** The errors, the first few of them. */
    static List<String> lines(List<String> problems) {
        List<String> errors =
                problems.stream().filter(problem -> problem.contains(ERROR)).toList();
        List<String> lines = new ArrayList<>(errors.stream().limit(MOST_TOLD).toList());
        if (errors.size() > MOST_TOLD) {
            lines.add((errors.size() - MOST_TOLD) + " more errors: 'mosha check' on that node tells all");
        }
        return lines;
    }
}
