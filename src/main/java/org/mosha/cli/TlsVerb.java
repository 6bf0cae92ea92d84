package org.mosha.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls}, which is the verbs below it. */
@Command(
        name = "tls",
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make and show the keys with which nodes know each other.",
        footer = {
            "",
            "'mosha tls COMMAND --help' describes a command.",
            "",
            "Examples:",
            "  mosha tls init",
            "  mosha tls add 4 host4 10.0.0.4",
            "  mosha tls show"
        })
final class TlsVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    private TlsVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    static CommandLine with(Place place) {
        return new CommandLine(new TlsVerb(place))
                .addSubcommand("init", new TlsInitVerb(place))
                .addSubcommand("add", new TlsAddVerb(place))
                .addSubcommand("show", new TlsShowVerb(place))
                .addSubcommand("secret", new TlsSecretVerb(place));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: init, add, show or secret");
    }
}
