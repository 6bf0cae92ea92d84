package org.mosha.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosha.jmx.BeanNames;

/** What is wrong with a daemon's files: the groups' table shows what is in force, and nothing of an edit that was refused. */
final class NodeErrors {
    private static final String ERROR = ": error: ";
    /** What is no file, and stands among their problems. */
    private static final String GUARD = "guard:";

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
        tell(problems(client), err);
    }

    /** Says lines that are there already. */
    static void tell(List<String> lines, PrintWriter err) {
        lines.forEach(line -> err.println("mosha: " + line));
        err.flush();
    }

    /** What there is to be said of a daemon's newest files, a line each. */
    static List<String> problems(DaemonClient client) throws Failure {
        return (Boolean) client.attribute(BeanNames.CLUSTER, "ConfigValid")
                ? List.of()
                : lines(List.of((String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems")));
    }

    /**
     * Says in one line that a daemon refuses the newest cltab or hactl, and why.
     *
     * @param client the daemon
     * @return empty when it does not
     * @throws Failure when the daemon does not answer
     */
    static Optional<String> ofFiles(DaemonClient client) throws Failure {
        List<String> errors = Stream.of((String[]) client.attribute(BeanNames.CLUSTER, "ConfigProblems"))
                .filter(problem -> problem.contains(ERROR) && !problem.startsWith(GUARD))
                .toList();
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more: 'mosha check' tells all)" : "";
        return errors.stream().findFirst().map(first -> "refused, what was in force stays so: " + first + more);
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
