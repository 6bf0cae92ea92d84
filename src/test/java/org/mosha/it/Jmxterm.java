package org.mosha.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/** The jmxterm that people use, as a program of its own. */
final class Jmxterm {
    private static final Path JAR = Path.of("target/clients/jmxterm-uber.jar").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("etc/jmxterm").toAbsolutePath();

    private final Path dir;
    private final List<String> connection;

    private Jmxterm(Path dir, List<String> connection) {
        this.dir = dir;
        this.connection = connection;
    }

    /** One that attaches to a process; its input goes into files of a directory. */
    static Jmxterm attachedTo(long pid, Path dir) {
        return new Jmxterm(dir, List.of("-l", Long.toString(pid)));
    }

    /** One that has nothing yet: its input begins with {@code open}. */
    static Jmxterm unconnected(Path dir) {
        return new Jmxterm(dir, List.of());
    }

    /** The text of a shipped script, with words in it replaced by the ones that follow them. */
    static String script(String name, String... words) throws IOException {
        String text = Files.readString(SCRIPTS.resolve(name + ".jmx"));
        for (int i = 0; i < words.length; i += 2) {
            text = text.replace(words[i], words[i + 1]);
        }
        return text;
    }

    /** Runs a text as people do who care about the exit code; says much, so that refusals are seen. */
    Outcome run(String text) throws IOException, InterruptedException {
        return run(text, "-e", "-v", "brief");
    }

    /** Runs a text with other options, not interactively. */
    Outcome run(String text, String... options) throws IOException, InterruptedException {
        Path input = Files.createTempFile(dir, "input", ".jmx");
        Files.writeString(input, text.endsWith("\n") ? text : text + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-exports",
                "jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED",
                "-jar",
                JAR.toString(),
                "-n",
                "-i",
                input.toString()));
        command.addAll(connection);
        command.addAll(List.of(options));
        return Shell.run(dir, Map.of(), command);
    }
}
