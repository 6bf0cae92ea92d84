package org.mosha.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.config.Accounts;
import org.mosha.config.JmxSettings;
import org.mosha.config.Role;
import org.mosha.jmx.remote.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code passwd}. */
@Command(
        name = "passwd",
        abbreviateSynopsis = true,
        description = {
            "Let a user of remote JMX in, with a password and a role, or change them: writes jmx.password-file.",
            "",
            "The password, 8 to 256 characters, is asked for twice, or is the first line of stdin when that is no terminal. A running daemon "
                    + "heeds the change at once, and ends what the user's logins may do.",
        },
        footer = {
            "",
            "The role read may look and ask why, simulate and history; control may also operate Mosha's beans.",
            "With jmx.access-file, the role is written there, too.",
            "",
            "Examples:",
            "  mosha passwd alice --role control",
            "  mosha passwd grafana --role read --password-file grafana.password",
            "  mosha passwd alice --delete"
        })
final class PasswdVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Option(names = "--role", paramLabel = "ROLE", description = "What the user may do: read or control.")
    private String role;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password. Default: asked for.")
    private Path passwordFile;

    @Option(names = "--delete", description = "Remove the user.")
    private boolean delete;

    PasswdVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        if (!Accounts.isUser(user)) {
            throw usage("Bad USER '" + user + "': expected one or more of A-Z a-z 0-9 _ . -");
        }
        if (delete == (role != null) || delete && passwordFile != null) {
            throw usage("Expected either --role or --delete");
        }
        JmxSettings settings = options.settings().value().jmx();
        Path passwords = settings.passwordFile()
                .orElseThrow(() -> new Failure(Failure.REFUSED, "jmx.password-file is not set: where to keep it?"));
        try {
            if (delete) {
                delete(passwords, settings.accessFile());
            } else {
                Role given =
                        Role.of(role).orElseThrow(() -> usage("Bad --role '" + role + "': expected " + Role.EXPECTED));
                put(given, passwords, settings.accessFile());
            }
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "cannot change " + passwords + ": " + reason(e), e);
        }
        return 0;
    }

    private void put(Role given, Path passwords, Optional<Path> roles) throws Failure, IOException {
        String password = new Password(options.place()).forNew(user, Optional.ofNullable(passwordFile));
        if (password.length() < Passwords.LEAST || password.length() > Passwords.MOST) {
            throw new Failure(
                    Failure.REFUSED,
                    "a password has " + Passwords.LEAST + " to " + Passwords.MOST + " characters: nothing was changed");
        }
        String line = user + " " + given + " " + Passwords.hash(password);
        if (roles.isPresent()) {
            new UserLines(roles.get()).put(user, user + " " + given);
        }
        boolean known = new UserLines(passwords).put(user, line);
        say(user + (known ? " is changed" : " is let in") + ", role " + given + ", in " + passwords);
    }

    private void delete(Path passwords, Optional<Path> roles) throws Failure, IOException {
        boolean known = new UserLines(passwords).delete(user);
        if (roles.isPresent()) {
            new UserLines(roles.get()).delete(user);
        }
        if (!known) {
            throw new Failure(Failure.REFUSED, "no user " + user + " in " + passwords);
        }
        say(user + " is no longer let in");
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
