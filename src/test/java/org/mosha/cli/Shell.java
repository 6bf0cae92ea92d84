package org.mosha.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs real commands. */
public final class Shell {
    private static final long PATIENCE_SECONDS = 120;

    private Shell() {}

    /** Runs the checkout's own {@code bin/mosha}. */
    public static Outcome mosha(Path directory, String... args) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("bin/mosha").toAbsolutePath().toString()));
        command.addAll(List.of(args));
        return run(directory, Map.of(), command);
    }

    /** Runs a command to its end; what it leaves behind may keep its output. */
    public static Outcome run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("mosha", ".out");
        Path err = Files.createTempFile("mosha", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(directory.toFile());
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().remove("MOSHA_CONFIG");
            builder.environment().remove("MOSHA_JAVA_OPTS");
            builder.environment().remove("MOSHA_DAEMON_OPTS");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end; it said: " + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
