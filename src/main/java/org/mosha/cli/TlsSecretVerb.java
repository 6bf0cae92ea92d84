package org.mosha.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosha.trust.Secret;
import org.mosha.trust.TrustProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls secret}. */
@Command(
        name = "secret",
        abbreviateSynopsis = true,
        description = "Make a secret for all nodes, the simple alternative to keys: who lacks it can neither join, "
                + "read nor write, but what the nodes say to each other is not encrypted.",
        footer = {"", "Example:", "  mosha tls secret"})
final class TlsSecretVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    @Option(names = "--file", paramLabel = "FILE", description = "The file. Default: the setting secret.file.")
    private Path file;

    @Option(names = "--force", description = "Replace a secret that is there already.")
    private boolean force;

    TlsSecretVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        Path target = file == null
                ? KeyOptions.settings(options, spec.commandLine().getErr()).secretFile()
                : options.place().resolve(file);
        try {
            Secret.make(target, force);
        } catch (TrustProblem e) {
            throw KeyOptions.failure(e);
        }
        spec.commandLine()
                .getOut()
                .println("made " + target + ": copy it to the same place on every node, for the eyes of the user that"
                        + " Mosha runs as (scp -p)");
        return 0;
    }
}
