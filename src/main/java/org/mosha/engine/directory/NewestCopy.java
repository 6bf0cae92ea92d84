package org.mosha.engine.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mosha.engine.FileContent;
import org.mosha.model.NodeId;
import org.mosha.node.ConfigText;

/**
 * One of the operator's files as one look finds it on all nodes: the newest valid version counts, as it does for
 * {@link ConfigWatch}, but it is not copied anywhere.
 */
final class NewestCopy {
    /** Clocks differ by some seconds without any harm. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final String name;
    private final List<ConfigCopy> copies = new ArrayList<>();
    private final List<String> warnings;

    private NewestCopy(String name, List<String> warnings) {
        this.name = name;
        this.warnings = warnings;
    }

    /** Looks at the file on the given nodes, and adds to the warnings what is wrong with it. */
    static ConfigText look(
            String name,
            DirectoryLayout layout,
            Collection<NodeId> nodes,
            Predicate<String> check,
            Instant wall,
            List<String> warnings) {
        NewestCopy newest = new NewestCopy(name, warnings);
        for (NodeId node : nodes) {
            ConfigCopy copy = new ConfigCopy(node, layout.file(node, name), check);
            copy.look();
            newest.add(copy, wall);
        }
        return newest.text();
    }

    private void add(ConfigCopy copy, Instant wall) {
        copy.file().trouble().ifPresent(warnings::add);
        copy.version().ifPresent(version -> {
            copies.add(copy);
            if (version.millis() > wall.plus(AHEAD).toEpochMilli()) {
                warnings.add(copy.file().path() + " has a time in the future");
            }
        });
    }

    private ConfigText text() {
        Optional<ConfigCopy> best = copies.stream()
                .filter(ConfigCopy::isValid)
                .max((a, b) -> version(a).compareTo(version(b)));
        for (ConfigCopy copy : copies) {
            boolean newer = best.isEmpty() || version(copy).isNewerThan(version(best.get()));
            if (newer && !copy.isValid() && copy.file().trouble().isEmpty()) {
                warnings.add("the " + name + " of node " + copy.node() + " has errors and is not taken: "
                        + copy.file().path());
            }
        }
        if (best.isEmpty()) {
            String what = (copies.isEmpty() ? "no" : "no valid") + " " + name + " on any node that is up";
            return new ConfigText(name, Optional.empty(), Optional.of(what));
        }
        Path path = best.get().file().path();
        return new ConfigText(path.toString(), best.get().file().content().map(FileContent::text), Optional.empty());
    }

    private static ConfigVersion version(ConfigCopy copy) {
        return copy.version().orElseThrow();
    }
}
