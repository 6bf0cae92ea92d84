package org.mosha.exec;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.launcher.CommandLauncher;
import org.apache.commons.exec.launcher.CommandLauncherImpl;

/**
 * How Commons Exec starts processes here: directly, where the C library and the kernel are new enough; else through the
 * JDK, which costs a thread a process and more programs in the chain.
 */
final class Launchers implements AutoCloseable {
    private final Optional<Direct> direct;

    private record Direct(PosixSpawn spawn, Reaper reaper, SpawnGate gate) {}

    /**
     * Chooses.
     *
     * @param gate lets processes be started; the JDK's are not asked again on their way
     * @throws IOException when the system has no epoll to give
     */
    Launchers(SpawnGate gate) throws IOException {
        Optional<PosixSpawn> spawn = PosixSpawn.available().filter(found -> Reaper.isPossible());
        direct = spawn.isPresent() ? Optional.of(new Direct(spawn.get(), new Reaper(), gate)) : Optional.empty();
    }

    /**
     * Whether a process that is started begins in a session of its own, with its signals as usual.
     *
     * @return whether nothing has to be done for that
     */
    boolean giveSessions() {
        return direct.isPresent();
    }

    /**
     * What starts one command.
     *
     * @param output where its output and errors go
     * @return the launcher
     */
    CommandLauncher to(File output) {
        return direct.<CommandLauncher>map(parts -> new DirectLauncher(parts, output))
                .orElseGet(() -> new JdkLauncher(output));
    }

    /** Sees no more ends of what was started; that lives on. */
    @Override
    public void close() {
        direct.ifPresent(parts -> parts.reaper().close());
    }

    /** Starts without the JDK. */
    private static final class DirectLauncher extends CommandLauncherImpl {
        private final Direct parts;
        private final File output;

        DirectLauncher(Direct parts, File output) {
            this.parts = parts;
            this.output = output;
        }

        @Override
        public Process exec(CommandLine line, Map<String, String> environment, File dir) throws IOException {
            List<String> words = List.of(line.toStrings());
            SpawnGate gate = parts.gate();
            return parts.reaper()
                    .watch(gate.pass(() -> parts.spawn().start(words, environment, dir, output, gate.pipe())));
        }
    }

    /** Connects a command to files instead of to pipes of the JDK's. */
    private static final class JdkLauncher extends CommandLauncherImpl {
        private static final File NOTHING = new File("/dev/null");
        private final File output;

        JdkLauncher(File output) {
            this.output = output;
        }

        @Override
        public Process exec(CommandLine line, Map<String, String> environment, File dir) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(line.toStrings())
                    .directory(dir)
                    .redirectInput(NOTHING)
                    .redirectOutput(output)
                    // not redirectErrorStream: the JDK would keep a pipe of its own open for each process,
                    // which every later child would have to close
                    .redirectError(output);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return builder.start();
        }
    }
}
