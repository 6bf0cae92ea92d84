package org.mosha.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.PumpStreamHandler;
import org.mosha.config.Settings;
import org.mosha.linux.ThisMachine;
import org.mosha.model.NodeId;

/** Finds out which node this is. */
final class NodeNumber {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long what a command has printed may still be under way when it has ended. */
    private static final Duration REST = Duration.ofSeconds(2);

    /** How {@code timeout} ends when it has killed something. */
    private static final int KILLED = 137;

    private NodeNumber() {}

    /** Takes what a command prints until it ends, and is content with that when others still hold its output then. */
    private static final class UntilItEnds extends PumpStreamHandler {
        UntilItEnds(OutputStream out, OutputStream err) {
            super(out, err);
        }

        @Override
        public void stop() throws IOException {
            try {
                super.stop();
            } catch (ExecuteException e) {
                // the command itself has ended, and what it has printed is there
            }
        }
    }

    /**
     * The setting {@code mynode}; else the first number that the command {@code mwhois} prints; else the number
     * that {@code nodes} gives this host; else 1, for a node on its own.
     */
    static NodeId of(Settings settings, String host) throws StartFailure {
        if (settings.mynode().isPresent()) {
            return settings.mynode().get();
        }
        if (settings.mwhois().isPresent()) {
            return whois(settings.mwhois().get(), PATIENCE);
        }
        if (settings.nodes().isEmpty()) {
            return new NodeId(1);
        }
        Optional<NodeId> named = settings.nodes().entrySet().stream()
                .filter(node -> isHere(node.getValue().host(), host))
                .map(Map.Entry::getKey)
                .findFirst();
        return named.orElseThrow(
                () -> new StartFailure("which node is this? None of nodes= is host '" + host + "'; set mynode"));
    }

    /** The same for this host; empty where a daemon would not start. */
    static Optional<NodeId> find(Settings settings) {
        try {
            return Optional.of(of(settings, ThisMachine.hostName()));
        } catch (StartFailure e) {
            return Optional.empty();
        }
    }

    /** The first number in a text; empty when there is none that can be a node's. */
    static Optional<NodeId> firstNumber(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.find() || matcher.group().length() > 9) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group());
        return number < 1 ? Optional.empty() : Optional.of(new NodeId(number));
    }

    private static boolean isHere(String address, String host) {
        if (address.equals(host)) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null
                    && !InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /**
     * Asks the command. It is killed with a signal that it can neither block nor ignore: the daemon has some blocked, which
     * its children inherit. What it has left in the background may hold its output, and is not waited for.
     */
    static NodeId whois(String command, Duration patience) throws StartFailure {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = run(command, patience, new UntilItEnds(output, errors));
        if (exitCode == KILLED) {
            throw new StartFailure(
                    "mwhois '" + command + "' has not answered within " + patience.toSeconds() + " s; set mynode");
        }
        Optional<NodeId> number = firstNumber(output.toString(StandardCharsets.UTF_8));
        if (exitCode != 0 || number.isEmpty()) {
            String said =
                    errors.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
            throw new StartFailure("mwhois '" + command + "' printed no node number (exit code " + exitCode
                    + (said.isEmpty() ? "" : ", " + said) + "); set mynode");
        }
        return number.get();
    }

    private static int run(String command, Duration patience, PumpStreamHandler streams) throws StartFailure {
        streams.setStopTimeout(REST);
        DefaultExecutor executor = DefaultExecutor.builder().get();
        executor.setStreamHandler(streams);
        executor.setExitValues(null);
        CommandLine line = new CommandLine("timeout")
                .addArgument("--signal=KILL")
                .addArgument(Long.toString(patience.toSeconds()))
                .addArgument("/bin/sh")
                .addArgument("-c")
                .addArgument(command, false);
        try {
            return executor.execute(line);
        } catch (IOException e) {
            throw new StartFailure("mwhois '" + command + "' could not be run: " + e.getMessage());
        }
    }
}
