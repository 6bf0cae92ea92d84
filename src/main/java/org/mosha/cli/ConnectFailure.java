package org.mosha.cli;

import java.rmi.ConnectIOException;
import java.security.cert.CertificateExpiredException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in one sentence why a connection to a daemon elsewhere did not come about. */
final class ConnectFailure {
    /** What a daemon answers to who shows none: with TLS 1.3, and before it. */
    private static final Pattern WANTS_CERTIFICATE = Pattern.compile("certificate_required|bad_certificate");

    private ConnectFailure() {}

    static Failure of(RemoteAddress address, boolean tls, Exception thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        if (thrown instanceof SecurityException) {
            return new Failure(Failure.REFUSED, "the login was refused: " + thrown.getMessage(), thrown);
        }
        return new Failure(
                Failure.REFUSED,
                "cannot connect to " + address.text() + ": " + Cause.told(thrown) + hint(tls, thrown),
                thrown);
    }

    private static String hint(boolean tls, Exception thrown) {
        if (Cause.has(thrown, CertificateExpiredException.class)) {
            return " (the daemon's certificate is over)";
        }
        if (tls && WANTS_CERTIFICATE.matcher(Cause.told(thrown)).find()) {
            return " (does the daemon want a certificate that it believes: --key-store?)";
        }
        if (tls && Cause.has(thrown, SSLException.class)) {
            return " (is it the right --trust-store, and does the daemon speak TLS?)";
        }
        return !tls && Cause.has(thrown, ConnectIOException.class) ? " (does the daemon want --tls?)" : "";
    }
}
