package org.mosha.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.mosha.jmx.ClusterMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node remove}. */
@Command(
        name = "remove",
        abbreviateSynopsis = true,
        description =
                "Remove a node from the cluster. It halts its groups first, and the others take them. Its daemon goes "
                        + "on without groups; it can be stopped, or added again. A node that is down is removed once the "
                        + "others have its groups.",
        footer = {
            "",
            "Afterwards take the node out of nodes= on the other nodes; they need no restart.",
            "",
            "Examples:",
            "  mosha node remove 4",
            "  mosha node remove 4 --timeout 600"
        })
final class NodeRemoveVerb extends NodeChangeVerb {
    private static final Duration AGAIN = Duration.ofMillis(500);

    private Duration timeout = Duration.ofSeconds(90);

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            description = "The node's number; it may be that of the daemon that is asked.")
    private String node;

    NodeRemoveVerb(Place place) {
        super(place);
    }

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long the node may take to halt its groups. Default: ${DEFAULT-VALUE}.")
    void timeout(int seconds) {
        if (seconds < 1) {
            throw wrong("Bad --timeout '" + seconds + "': expected seconds, 1 or more");
        }
        timeout = Duration.ofSeconds(seconds);
    }

    @Override
    String change(DaemonClient client) throws Failure {
        String said = remove(client);
        if (!isHalting(said)) {
            return said;
        }
        out().println("node " + node + " halts its groups first");
        out().flush();
        return removeHalted(client);
    }

    private String remove(DaemonClient client) throws Failure {
        return invoke(client, "removeNode", node);
    }

    private static boolean isHalting(String said) {
        return said.contains(ClusterMXBean.HALTS_FIRST);
    }

    /** Asks again when it has halted. */
    private String removeHalted(DaemonClient client) throws Failure {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < timeout.toNanos()) {
            LockSupport.parkNanos(AGAIN.toNanos());
            boolean halted = Rows.nodes(client).stream()
                    .noneMatch(row -> Integer.toString(row.id()).equals(node.trim()) && row.groups() > 0);
            String said = halted ? remove(client) : ClusterMXBean.HALTS_FIRST;
            if (!isHalting(said)) {
                return said;
            }
        }
        throw new Failure(
                Failure.REFUSED,
                "node " + node + " has not halted its groups in " + timeout.toSeconds()
                        + " s; it stays halted: remove it again later, or resume it");
    }
}
