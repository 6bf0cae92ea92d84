package org.mosha.engine.directory;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.mosha.engine.FileContent;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;

/** One node's copy of one of the operator's files. */
final class ConfigCopy {
    private final NodeId node;
    private final WatchedFile file;
    private final Predicate<String> check;
    private Optional<String> checked = Optional.empty();
    private boolean valid;

    ConfigCopy(NodeId node, Path path, Predicate<String> check) {
        this.node = node;
        this.file = new WatchedFile(path);
        this.check = check;
    }

    /** Looks; tells whether anything changed. */
    boolean look() {
        boolean changed = file.look();
        Optional<String> hash = file.content().map(FileContent::hash);
        if (!hash.equals(checked)) {
            checked = hash;
            valid = file.content().map(c -> check.test(c.text())).orElse(false);
        }
        return changed;
    }

    NodeId node() {
        return node;
    }

    WatchedFile file() {
        return file;
    }

    boolean isValid() {
        return valid;
    }

    /** Its version; empty when there is no file. One that cannot be read has a time all the same. */
    Optional<ConfigVersion> version() {
        return file.time()
                .map(t -> ConfigVersion.of(
                        t, file.content().map(FileContent::hash).orElse("")));
    }
}
