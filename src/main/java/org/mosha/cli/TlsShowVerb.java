package org.mosha.cli;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.model.NodeId;
import org.mosha.trust.Authority;
import org.mosha.trust.CertificateInfo;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.TlsDirectory;
import org.mosha.trust.TrustProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls show}. */
@Command(
        name = "show",
        abbreviateSynopsis = true,
        description = "Show whose keys there are, for which hosts, and until when.",
        footer = {
            "",
            "Exit codes: 0 all are good, 1 there are none, or one cannot be used, 2 wrong command line.",
            "",
            "Example:",
            "  mosha tls show"
        })
final class TlsShowVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions options;

    TlsShowVerb(Place place) {
        this.options = new KeyOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        TlsDirectory directory =
                options.directory(options.settings(spec.commandLine().getErr()));
        try {
            List<NodeId> nodes = directory.nodes();
            if (nodes.isEmpty()) {
                throw new Failure(Failure.REFUSED, "no node has keys in " + directory.path());
            }
            Listing listing = new Listing(Instant.now());
            if (Files.exists(directory.authority())) {
                listing.line(
                        "authority", () -> Authority.open(directory.authority()).certificate());
            }
            for (NodeId node : nodes) {
                listing.line(
                        "node " + node,
                        () -> NodeKeys.read(directory.node(node)).certificate());
            }
            spec.commandLine().getOut().print(listing.table.format());
            return listing.allGood ? 0 : Failure.REFUSED;
        } catch (TrustProblem e) {
            throw KeyOptions.failure(e);
        }
    }

    /** Where a certificate comes from. */
    private interface Origin {
        CertificateInfo read() throws TrustProblem;
    }

    /** A line for each certificate. */
    private static final class Listing {
        private final Instant now;
        private final Table table = new Table("whose", "hosts", "until", "days", "state");
        private boolean allGood = true;

        Listing(Instant now) {
            this.now = now;
        }

        void line(String whose, Origin origin) {
            try {
                CertificateInfo info = origin.read();
                Optional<String> flaw = info.flaw(now);
                allGood &= flaw.isEmpty();
                String state = flaw.or(() -> info.notice(now).map(notice -> "ends soon"))
                        .orElse("good");
                String days = Long.toString(info.daysLeft(now));
                table.line(whose, String.join(" ", info.hosts()), info.until().toString(), days, state);
            } catch (TrustProblem e) {
                allGood = false;
                table.line(whose, "", "", "", e.getMessage());
            }
        }
    }
}
