package org.mosha.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;
import org.mosha.trust.TlsDirectory;
import org.mosha.trust.TrustProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls init}. */
@Command(
        name = "init",
        abbreviateSynopsis = true,
        description = "Make an authority for the cluster, and keys for each node of the setting 'nodes'.",
        footer = {
            "",
            "Run it once, on one machine, as the user that Mosha runs as; it says what to copy where.",
            "",
            "Examples:",
            "  mosha tls init",
            "  mosha tls init --dir keys -D nodes=1=host1,2=host2,3=host3"
        })
final class TlsInitVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions options;

    @Mixin
    private final KeyDays days = new KeyDays();

    @Option(
            names = "--force",
            description =
                    "Make a new authority also where there is one, which is moved aside: every node needs new keys.")
    private boolean force;

    TlsInitVerb(Place place) {
        this.options = new KeyOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        Settings settings = options.settings(spec.commandLine().getErr());
        if (settings.nodes().isEmpty()) {
            throw new Failure(
                    Failure.USAGE,
                    "the setting nodes is empty: expected the nodes with their hosts, as 1=host1,2=host2");
        }
        TlsDirectory directory = options.directory(settings);
        SortedMap<NodeId, String> hosts = new TreeMap<>();
        settings.nodes().forEach((node, address) -> hosts.put(node, address.host()));
        try {
            Optional<Path> old =
                    directory.make(hosts, days.days(), force ? Optional.of(Instant.now()) : Optional.empty());
            PrintWriter out = spec.commandLine().getOut();
            KeyDelivery delivery = new KeyDelivery(directory, out);
            delivery.authority();
            delivery.nodes(hosts);
            delivery.old(old);
            return 0;
        } catch (TrustProblem e) {
            throw KeyOptions.failure(e);
        }
    }
}
