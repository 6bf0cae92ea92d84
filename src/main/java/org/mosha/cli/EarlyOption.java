package org.mosha.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** An option between a verb and the verb below it, such as {@code tls --config FILE init}: the latter has its own. */
final class EarlyOption {
    private EarlyOption() {}

    /** Refuses a command line on which there is one: it would not count, and nobody would be told. */
    static void refuse(ParseResult parsed) {
        ParseResult verb = parsed.subcommand();
        if (verb != null && verb.hasSubcommand() && !verb.isUsageHelpRequested()) {
            verb.matchedOptions().stream()
                    .filter(option -> !option.longestName().equals(CommonOptions.DEBUG))
                    .findFirst()
                    .ifPresent(option -> refuse(verb, option));
        }
    }

    private static void refuse(ParseResult verb, OptionSpec option) {
        String below = verb.subcommand().commandSpec().name();
        throw new ParameterException(
                verb.commandSpec().commandLine(),
                "Option '" + option.longestName() + "' belongs behind '" + below + "'");
    }
}
