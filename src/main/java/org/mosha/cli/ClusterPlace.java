package org.mosha.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a cluster's files are and which of its nodes is meant; each stands for a setting. */
final class ClusterPlace {
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Place place;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    ClusterPlace(Place place) {
        this.place = place;
    }

    /** The settings that the options stand for; empty when none was given. */
    Map<String, String> settings() {
        return given;
    }

    @Option(names = "--mfsbase", paramLabel = "DIR", description = "The directory that holds all nodes' directories.")
    void mfsbase(Path directory) {
        given.put("mfsbase", existing("--mfsbase", directory));
    }

    @Option(
            names = "--hpcbase",
            paramLabel = "DIR",
            description = "The directory whose nodes/N/status tells which nodes are up; '' for none.")
    void hpcbase(String directory) {
        given.put("hpcbase", directory.isEmpty() ? "" : existing("--hpcbase", Path.of(directory)));
    }

    @Option(names = "--varpath", paramLabel = "PATH", description = "Mosha's directory within a node's directory.")
    void varpath(String path) {
        given.put("varpath", path);
    }

    @Option(names = "--node", paramLabel = "N", description = "The number of the node to simulate.")
    void node(int number) {
        if (number < 1) {
            throw new ParameterException(verb.commandLine(), "Bad --node '" + number + "': expected 1 or more");
        }
        given.put("mynode", Integer.toString(number));
    }

    private String existing(String option, Path directory) {
        Path resolved = place.resolve(directory);
        if (!Files.isDirectory(resolved)) {
            throw new ParameterException(
                    verb.commandLine(), "Bad " + option + " '" + directory + "': no such directory");
        }
        return resolved.toString();
    }
}
