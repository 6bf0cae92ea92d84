package org.mosha.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether what this process writes goes to the journal of systemd, by systemd.exec(5)'s {@code JOURNAL_STREAM}. The
 * journal has a time of its own for each line, and takes a priority in angle brackets before it.
 */
public final class JournalStream {
    private static final String ERROR = "<3>";

    private final String journal;
    private final Path descriptors;

    private JournalStream(String journal, Path descriptors) {
        this.journal = journal;
        this.descriptors = descriptors;
    }

    /**
     * As systemd said it in an environment.
     *
     * @param environment this process's
     * @return what is so of this process
     */
    public static JournalStream of(Map<String, String> environment) {
        return of(environment, Path.of("/proc/self/fd"));
    }

    static JournalStream of(Map<String, String> environment, Path descriptors) {
        return new JournalStream(environment.getOrDefault("JOURNAL_STREAM", ""), descriptors);
    }

    /**
     * Asks about standard output; a command that this one has started may have the variable and another output.
     *
     * @return whether it is the journal
     */
    public boolean isOutput() {
        return is("1");
    }

    /**
     * What an error's line on standard error begins with.
     *
     * @return a priority; nothing where people read it
     */
    public String errorPrefix() {
        return is("2") ? ERROR : "";
    }

    private boolean is(String descriptor) {
        if (journal.isEmpty()) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(descriptors.resolve(descriptor), "unix:dev,ino");
            return journal.equals(file.get("dev") + ":" + file.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            // it is closed, or of a filesystem without numbers: not the journal
            return false;
        }
    }
}
