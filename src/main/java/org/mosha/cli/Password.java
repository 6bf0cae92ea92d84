package org.mosha.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Gets passwords: from a file, from the terminal without showing them, or from stdin; never from the command line. */
final class Password {
    private static final Path STDIN = Path.of("/proc/self/fd/0");

    private final Place place;

    Password(Place place) {
        this.place = place;
    }

    /** A user's password, to log in. */
    String of(String user, Optional<Path> file) throws Failure {
        if (file.isPresent()) {
            return firstLine(file.get());
        }
        return ask("Password of " + user + ": ")
                .orElseThrow(
                        () -> new Failure(Failure.USAGE, "no terminal to ask for the password: give --password-file"));
    }

    /** A user's new password. */
    String forNew(String user, Optional<Path> file) throws Failure {
        if (file.isPresent()) {
            return firstLine(file.get());
        }
        Optional<String> first = ask("New password of " + user + ": ");
        if (first.isEmpty()) {
            return fromStdin();
        }
        if (!ask("Again: ").equals(first)) {
            throw new Failure(Failure.REFUSED, "the two passwords differ: nothing was changed");
        }
        return first.get();
    }

    /** The first line of a file. */
    String firstLine(Path file) throws Failure {
        TextFile text = TextFile.read(place.resolve(file));
        if (text.error().isPresent()) {
            throw new Failure(Failure.USAGE, file + " " + text.error().get());
        }
        return text.text().lines().findFirst().orElse("");
    }

    /** Empty when there is no terminal. */
    private static Optional<String> ask(String prompt) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s", prompt);
        String password = typed == null ? "" : new String(typed);
        if (typed != null) {
            Arrays.fill(typed, ' ');
        }
        return Optional.of(password);
    }

    private static String fromStdin() throws Failure {
        try {
            if (isTerminal()) {
                // it would show what is typed
                throw new Failure(Failure.USAGE, "cannot ask for the password while stdout is no terminal");
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "cannot read the password: " + e.getMessage(), e);
        }
    }

    private static boolean isTerminal() throws IOException {
        String target = Files.readSymbolicLink(STDIN).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }
}
