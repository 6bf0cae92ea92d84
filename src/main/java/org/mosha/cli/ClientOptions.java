package org.mosha.cli;

import java.nio.file.Path;
import java.time.Duration;
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
            description = "A daemon elsewhere, as host:port or as a JMX service URL (service:jmx:...). Default: the "
                    + "local daemon, found by its pid file.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The user to log in as at the URL.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the user's password. Default: asked for.")
    private Path passwordFile;

    @Mixin
    private final TlsOptions tls;

    @Option(
            names = "--url-timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for the connection to the URL, and then for each answer. Default: "
                    + "${DEFAULT-VALUE}.")
    private int timeout;

    ClientOptions(Place place) {
        this.common = new CommonOptions(place);
        this.tls = new TlsOptions(place);
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
            return connectAt(RemoteAddress.of(url));
        }
        if (user != null || passwordFile != null || tls.isGiven()) {
            throw new Failure(Failure.USAGE, "--user, --password-file and the options of TLS need --url");
        }
        DaemonProcess process = DaemonProcess.of(common);
        return DaemonClient.attach(process.require(Failure.REFUSED), process.log());
    }

    private DaemonClient connectAt(RemoteAddress address) throws Failure {
        if (timeout < 1) {
            throw new Failure(Failure.USAGE, "bad --url-timeout '" + timeout + "': expected seconds, 1 or more");
        }
        if (user == null && passwordFile != null) {
            throw new Failure(Failure.USAGE, "--password-file needs --user");
        }
        if (user != null && !tls.isGiven() && !address.isHere()) {
            throw new Failure(Failure.USAGE, "the password would go to " + address.text() + " in the clear: add --tls");
        }
        Optional<String[]> credentials = Optional.empty();
        if (user != null) {
            String password = new Password(common.place()).of(user, Optional.ofNullable(passwordFile));
            credentials = Optional.of(new String[] {user, password});
        }
        return DaemonClient.at(address, credentials, tls.context(), Duration.ofSeconds(timeout));
    }
}
