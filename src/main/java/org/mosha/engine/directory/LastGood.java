package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.mosha.engine.Attempt;
import org.mosha.engine.FileContent;
import org.mosha.engine.Replacement;
import org.mosha.engine.WatchedFile;
import org.mosha.node.ConfigText;

/**
 * The last version without errors of one of the operator's files, kept beside it: a daemon that finds a version with
 * errors when it starts goes on with what its last life had in force.
 */
final class LastGood {
    private final WatchedFile file;
    private final Predicate<String> check;
    private Optional<String> kept = Optional.empty();

    /**
     * Reads nothing yet.
     *
     * @param path where it is kept
     * @param check whether a text has no errors
     */
    LastGood(Path path, Predicate<String> check) {
        this.file = new WatchedFile(path);
        this.check = check;
    }

    /** What is kept; empty when there is nothing, or it makes no sense any more. */
    Optional<ConfigText> text() {
        file.look();
        return file.content()
                .map(FileContent::text)
                .filter(check)
                .map(text -> new ConfigText(file.path().toString(), Optional.of(text), Optional.empty()));
    }

    /** Keeps a file without errors; others can read it only where they can read that one. */
    void keep(WatchedFile good) throws IOException {
        FileContent content = good.content().orElseThrow();
        if (kept.equals(Optional.of(content.hash()))) {
            return;
        }
        file.look();
        if (file.content().filter(old -> old.hash().equals(content.hash())).isEmpty()) {
            Attempt.to(
                    "write",
                    file.path(),
                    () -> Replacement.write(file.path(), content.bytes(), Optional.empty(), Optional.of(good.path())));
        }
        kept = Optional.of(content.hash());
    }
}
