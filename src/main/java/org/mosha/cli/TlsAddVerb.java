package org.mosha.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mosha.model.NodeId;
import org.mosha.trust.TlsDirectory;
import org.mosha.trust.TrustProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tls add}. */
@Command(
        name = "add",
        abbreviateSynopsis = true,
        description = "Make keys for one more node, or new ones for a node, signed by the authority of 'tls init'.",
        footer = {
            "",
            "Examples:",
            "  mosha tls add 4 host4",
            "  mosha tls add 2 host2 host2.example.org 10.0.0.2 --force"
        })
final class TlsAddVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NODE", description = "The node's number.")
    private int node;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "HOST",
            description = "The host as the setting 'nodes' has it, and its other names and addresses.")
    private List<String> hosts;

    @Mixin
    private final KeyOptions options;

    @Mixin
    private final KeyDays days = new KeyDays();

    @Option(names = "--force", description = "Make keys even if the node has some, which are moved aside.")
    private boolean force;

    TlsAddVerb(Place place) {
        this.options = new KeyOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        if (node < 1) {
            throw new Failure(Failure.USAGE, "node " + node + ": expected a node number, 1 or more");
        }
        TlsDirectory directory =
                options.directory(options.settings(spec.commandLine().getErr()));
        NodeId id = new NodeId(node);
        try {
            Optional<Path> old =
                    directory.add(id, hosts, days.days(), force ? Optional.of(Instant.now()) : Optional.empty());
            KeyDelivery delivery = new KeyDelivery(directory, spec.commandLine().getOut());
            delivery.nodes(new TreeMap<>(Map.of(id, hosts.get(0))));
            delivery.old(old);
            return 0;
        } catch (TrustProblem e) {
            throw KeyOptions.failure(e);
        }
    }
}
