package org.mosha.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the verbs that talk to a daemon. */
final class ClientOptions {
    @Mixin
    private final CommonOptions common;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The JMX service URL of a daemon elsewhere (service:jmx:...). Default: the local daemon, "
                    + "found by its pid file.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The user to log in as at the URL.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the user's password. Default: asked for.")
    private Path passwordFile;

    ClientOptions(Place place) {
        this.common = new CommonOptions(place);
    }

    CommonOptions common() {
        return common;
    }

    /** Whether they name a daemon elsewhere. */
    boolean isRemote() {
        return url != null;
    }

    /** Connects to the daemon that the options name. */
    DaemonClient connect() throws Failure {
        if (url != null) {
            return DaemonClient.at(url, user == null ? Optional.empty() : Optional.of(credentials()));
        }
        if (user != null || passwordFile != null) {
            throw new Failure(Failure.USAGE, "--user and --password-file need --url");
        }
        return DaemonClient.attach(DaemonProcess.of(common).require(Failure.REFUSED));
    }

    private String[] credentials() throws Failure {
        return new String[] {user, passwordFile == null ? ask() : passwordFromFile()};
    }

    private String passwordFromFile() throws Failure {
        TextFile file = TextFile.read(common.place().resolve(passwordFile));
        if (file.error().isPresent()) {
            throw new Failure(Failure.USAGE, passwordFile + " " + file.error().get());
        }
        return file.text().lines().findFirst().orElse("");
    }

    private String ask() throws Failure {
        Console console = System.console();
        if (console == null) {
            throw new Failure(Failure.USAGE, "no terminal to ask for the password: give --password-file");
        }
        char[] password = console.readPassword("Password of %s: ", user);
        return password == null ? "" : new String(password);
    }
}
