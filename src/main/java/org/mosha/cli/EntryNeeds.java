package org.mosha.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosha.config.Cltab;
import org.mosha.config.Entry;
import org.mosha.config.ModeOptions;
import org.mosha.config.Problem;

/** What entries name and this machine does not have. No more than warnings: the group may be meant for other nodes. */
final class EntryNeeds {
    private EntryNeeds() {}

    /**
     * Looks for the users, directories and files that the mode options name.
     *
     * @param file what problems call the cltab
     * @param cltab its entries
     * @return a warning for each that is missing
     */
    static List<Problem> missing(String file, Cltab cltab) {
        List<Problem> problems = new ArrayList<>();
        for (Entry entry : cltab.entries()) {
            missing(entry.options()).forEach(text -> problems.add(Problem.warning(file, entry.line(), text)));
        }
        return problems;
    }

    private static List<String> missing(ModeOptions options) {
        List<String> texts = new ArrayList<>();
        options.user()
                .filter(user -> !isKnown(user))
                .ifPresent(user -> texts.add("there is no user '" + user + "' on this machine"));
        options.dir()
                .filter(dir -> !Files.isDirectory(Path.of(dir)))
                .ifPresent(dir -> texts.add("there is no directory " + dir + " on this machine"));
        options.envFile()
                .filter(env -> Files.notExists(Path.of(env)))
                .ifPresent(env -> texts.add("there is no env-file " + env + " on this machine"));
        return texts;
    }

    private static boolean isKnown(String user) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
