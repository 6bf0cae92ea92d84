package org.mosha.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;
import org.mosha.trust.TlsDirectory;
import org.mosha.trust.TrustProblem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the verbs that are about the directory of keys. */
final class KeyOptions {
    @Mixin
    private final CommonOptions common;

    @Option(names = "--dir", paramLabel = "DIR", description = "The directory of keys. Default: the setting tls.dir.")
    private Path directory;

    KeyOptions(Place place) {
        this.common = new CommonOptions(place);
    }

    /** The settings; a failure when they have errors, each of which is printed. */
    static Settings settings(CommonOptions common, PrintWriter err) throws Failure {
        Parsed<Settings> settings = common.settings();
        if (settings.hasErrors()) {
            settings.problems().forEach(err::println);
            throw new Failure(Failure.REFUSED, "the settings have errors");
        }
        return settings.value();
    }

    Settings settings(PrintWriter err) throws Failure {
        return settings(common, err);
    }

    TlsDirectory directory(Settings settings) {
        return new TlsDirectory(
                directory == null ? settings.tlsDir() : common.place().resolve(directory));
    }

    /** The failure that a problem with keys is. */
    static Failure failure(TrustProblem problem) {
        return new Failure(Failure.REFUSED, problem.getMessage(), problem);
    }
}
