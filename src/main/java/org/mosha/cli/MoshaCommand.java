package org.mosha.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.linux.JournalStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the command line: reads it, runs one verb, and turns what went wrong into one line. */
@Command(
        name = "mosha",
        description = "Mosha, an init for a cluster: runs groups of commands, each on one node at most.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = MoshaCommand.Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong command line; status: 0 running, 1 dead, 3 stopped; "
                    + "run: 6 wrong settings.",
            "'mosha help VERB' describes a verb."
        })
public final class MoshaCommand implements Runnable {
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    private boolean version;

    private MoshaCommand() {}

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MoshaCommand.class.getPackage().getImplementationVersion();
            return new String[] {"mosha " + Optional.ofNullable(version).orElse("(not packaged)")};
        }
    }

    /**
     * Runs one verb, on this process's stdout and stderr.
     *
     * @param args the verb and its arguments
     * @param backend what the verbs need of other rooms
     * @return the exit code: 0 done, 1 refused or failed, 2 wrong command line; some verbs have LSB codes
     */
    public static int run(String[] args, Backend backend) {
        Place place = Place.ofProcess();
        Optional<Launch> daemon = DaemonLine.read(args, place);
        if (daemon.isPresent()) {
            return runDaemon(backend, daemon.get());
        }
        Charset charset = Charset.defaultCharset();
        Output output = new Output(new FileOutputStream(FileDescriptor.out), STDOUT);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        // such as that of ExecReload= of the unit
        String priority = JournalStream.of(System.getenv()).errorPrefix();
        int exitCode = run(args, backend, place, new PrintWriter(output, true, charset), err, priority);
        return output.lost().map(why -> unwritten(priority, why, exitCode, err)).orElse(exitCode);
    }

    private static int unwritten(String priority, String why, int exitCode, PrintWriter err) {
        err.println(priority + "mosha: cannot write the output: " + why);
        return exitCode == 0 ? Failure.REFUSED : exitCode;
    }

    static int run(String[] args, Backend backend, Place place, PrintWriter out, PrintWriter err) {
        return run(args, backend, place, out, err, "");
    }

    private static int run(
            String[] args, Backend backend, Place place, PrintWriter out, PrintWriter err, String priority) {
        Verbs verbs = new Verbs(place, backend);
        CommandLine root = new CommandLine(new MoshaCommand());
        verbs.addTo(root, args);
        root.setOut(out).setErr(err);
        root.setUsageHelpLongOptionsMaxWidth(26);
        root.setHelpFactory(HelpText::new);
        root.setExecutionStrategy(MoshaCommand::execute);
        root.setParameterExceptionHandler((e, line) -> usage(e, priority));
        root.setExecutionExceptionHandler((e, verb, parsed) -> failed(e, verb, parsed, priority));
        int exitCode = root.execute(args);
        if (exitCode != 0 && Verbs.detaches(args)) {
            out.println(StartReply.line(exitCode, ""));
        }
        out.flush();
        err.flush();
        return exitCode;
    }

    private static int runDaemon(Backend backend, Launch launch) {
        int exitCode = Failure.REFUSED;
        try {
            exitCode = backend.daemon().run(launch);
        } catch (RuntimeException e) {
            System.err.println("mosha: " + oneLine(e.toString()) + " (--debug shows where)");
        }
        if (exitCode != 0 && launch.detached()) {
            System.out.println(StartReply.line(exitCode, ""));
            System.out.flush();
        }
        return exitCode;
    }

    /** Without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb");
    }

    private static int execute(ParseResult parsed) {
        EarlyOption.refuse(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int usage(ParameterException e, String priority) {
        CommandLine verb = e.getCommandLine();
        CommandSpec spec = verb.getCommandSpec();
        String name = spec.qualifiedName();
        String more = more(spec);
        verb.getErr().println(priority + name + ": " + UsageError.told(e) + " (see '" + more + "')");
        return Failure.USAGE;
    }

    private static String more(CommandSpec spec) {
        if (spec.parent() == null) {
            return "mosha help";
        }
        boolean nested = spec.parent().parent() != null;
        return nested ? spec.qualifiedName() + " --help" : "mosha help " + spec.name();
    }

    private static int failed(Exception e, CommandLine verb, ParseResult parsed, String priority) {
        if (CommonOptions.debug(parsed)) {
            e.printStackTrace(verb.getErr());
        }
        if (e instanceof Failure failure) {
            verb.getErr().println(priority + "mosha: " + oneLine(failure.getMessage()));
            return failure.exitCode();
        }
        verb.getErr().println(priority + "mosha: " + oneLine(e.toString()) + " (--debug shows where)");
        return Failure.REFUSED;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
