package org.mosha.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.config.Cltab;
import org.mosha.config.ConfigCheck;
import org.mosha.config.Hactl;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;

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
    static CheckedFiles of(Settings settings, Place place, Optional<Path> cltab, Optional<Path> hactl) throws Failure {
        return new CheckedFiles(source(cltab, "cltab", settings, place), source(hactl, "hactl", settings, place));
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
        problems.addAll(levels.problems());
        if (cltab.unreadable().isEmpty()) {
            problems.addAll(ConfigCheck.cross(hactl.name(), levels.value(), groups.value()));
        }
        return problems;
    }

    private static Source source(Optional<Path> named, String name, Settings settings, Place place) throws Failure {
        Path path = named.orElseGet(() -> ours(settings, name)
                .filter(Files::exists)
                .orElse(place.home().resolve("etc").resolve(name)));
        TextFile text = TextFile.read(path);
        if (named.isPresent() && text.error().isPresent()) {
            throw new Failure(Failure.USAGE, path + " " + text.error().get());
        }
        return new Source(path, text);
    }

    /** This node's own file; none where only a command or the host could tell the node's number. */
    private static Optional<Path> ours(Settings settings, String name) {
        boolean alone = settings.mwhois().isEmpty() && settings.nodes().isEmpty();
        if (settings.mynode().isEmpty() && !alone) {
            return Optional.empty();
        }
        String node = settings.mynode().map(Object::toString).orElse("1");
        return Optional.of(
                settings.mfsbase().resolve(node).resolve(settings.varpath()).resolve(name));
    }
}
