package org.mosha.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code help}: picocli's own describes no command below a verb. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Describe a verb, also one below another, such as 'tls init'.")
final class HelpVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Parameters(arity = "0..*", paramLabel = "VERB", description = "The verb.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine described = spec.commandLine().getParent();
        for (String word : words) {
            if (described.getSubcommands().isEmpty()) {
                // an argument of the verb, as in `help config log`
                break;
            }
            CommandLine below = described.getSubcommands().get(word);
            if (below == null) {
                throw new UnmatchedArgumentException(described, List.of(word));
            }
            described = below;
        }
        described.usage(spec.commandLine().getOut());
        return 0;
    }
}
