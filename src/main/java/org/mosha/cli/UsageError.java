package org.mosha.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mosha.config.Words;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line, with the word that may have been meant. */
final class UsageError {
    private static final String UNMATCHED = "Unmatched arguments? (at|from) index \\d+: ";

    private UsageError() {}

    /**
     * Says what is wrong.
     *
     * @param e what picocli has found
     * @return a line without an end
     */
    static String told(ParameterException e) {
        // picocli doubles the word for an option that is no name=value
        String message = MoshaCommand.oneLine(e.getMessage())
                .replace("option option", "option")
                .replaceFirst("is not an int$", "is not a whole number")
                .replaceFirst("^Unknown subcommand ('.*')\\.$", "Unknown verb $1");
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return message;
        }
        return unmatched(message, e.getCommandLine(), unmatched) + hint(e.getCommandLine(), unmatched);
    }

    private static String unmatched(String message, CommandLine verb, UnmatchedArgumentException unmatched) {
        if (isForCommand(verb, unmatched)) {
            // what comes behind it may be all right
            return "Unknown verb '"
                    + MoshaCommand.oneLine(unmatched.getUnmatched().get(0)) + "'";
        }
        return message.replaceFirst(UNMATCHED, "Unexpected argument ");
    }

    private static boolean isForCommand(CommandLine verb, UnmatchedArgumentException unmatched) {
        return !verb.getSubcommands().isEmpty() && !unmatched.isUnknownOption();
    }

    private static String hint(CommandLine verb, UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return Words.hint(word, options(verb.getCommandSpec()));
        }
        return Words.hint(word, commands(verb));
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private static List<String> commands(CommandLine verb) {
        return verb.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }
}
