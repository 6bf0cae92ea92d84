package org.mosha.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that has a daemon change which nodes the cluster has, and prints what that one says in the end. */
abstract class NodeChangeVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    NodeChangeVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public final Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            out().println(change(client));
            return 0;
        }
    }

    /**
     * Has it changed.
     *
     * @return the last thing to tell
     * @throws Failure when it is refused
     */
    abstract String change(DaemonClient client) throws Failure;

    /** Has the daemon do an operation on a node; tells its answer. */
    static String invoke(DaemonClient client, String operation, String node) throws Failure {
        return (String) client.invoke(BeanNames.CLUSTER, operation, node);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Makes what is thrown for a wrong command line. */
    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
