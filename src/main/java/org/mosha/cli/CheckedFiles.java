package org.mosha.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.config.Cltab;
import org.mosha.config.ConfigCheck;
import org.mosha.config.Hactl;
import org.mosha.config.LastGoodFile;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;

/**
 * The two files that a check is about.
 *
 * @param cltab the cltab
 * @param hactl the hactl
 */
record CheckedFiles(Source cltab, Source hactl) {
    /**
     * One of the files.
     *
     * @param path where it is
     * @param text its content
     */
    record Source(Path path, TextFile text) {
        String name() {
            return path.toString();
        }

        private List<Problem> unreadable() {
            return text.error()
                    .map(error -> List.of(Problem.error(name(), 0, error)))
                    .orElse(List.of());
        }
    }

    /** Reads the named files, else this node's, else the ones that are shipped. */
    static CheckedFiles of(
            Settings settings, Optional<NodeId> self, Place place, Optional<Path> cltab, Optional<Path> hactl)
            throws Failure {
        Optional<Path> base =
                self.map(node -> settings.mfsbase().resolve(node.toString()).resolve(settings.varpath()));
        return new CheckedFiles(source(cltab, "cltab", base, place), source(hactl, "hactl", base, place));
    }

    List<Path> paths() {
        return List.of(cltab.path(), hactl.path());
    }

    String names() {
        return cltab.name() + ", " + hactl.name();
    }

    /** Every problem: those of cltab by line, then those of hactl, then those that show in both together. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(cltab.unreadable());
        problems.addAll(hactl.unreadable());
        Parsed<Cltab> groups = Cltab.parse(cltab.name(), cltab.text().text());
        Parsed<Hactl> levels = Hactl.parse(hactl.name(), hactl.text().text());
        problems.addAll(groups.problems());
        problems.addAll(EntryNeeds.missing(cltab.name(), groups.value()));
        problems.addAll(levels.problems());
        if (cltab.unreadable().isEmpty()) {
            problems.addAll(ConfigCheck.cross(hactl.name(), levels.value(), groups.value()));
        }
        return problems;
    }

    /** This node's file; also one that was removed, which its daemon misses. */
    private static Optional<Path> own(Path base, String name) {
        Path file = base.resolve(name);
        boolean counts = Files.exists(file) || Files.exists(LastGoodFile.of(base, name));
        return counts ? Optional.of(file) : Optional.empty();
    }

    private static Source source(Optional<Path> named, String name, Optional<Path> base, Place place) throws Failure {
        Path path = named.or(() -> base.flatMap(directory -> own(directory, name)))
                .orElse(place.home().resolve("etc").resolve(name));
        // what somebody names may be a pipe
        TextFile text = named.isPresent() ? TextFile.readOldToo(path) : TextFile.readRegular(path);
        if (named.isPresent() && text.error().isPresent()) {
            throw new Failure(Failure.USAGE, path + " " + text.error().get());
        }
        return new Source(path, text);
    }
}
