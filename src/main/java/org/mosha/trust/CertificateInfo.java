package org.mosha.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people want to know of a certificate.
 *
 * @param subject whom it is about, as a distinguished name
 * @param issuer who signed it
 * @param hosts the host names and addresses that it is good for; empty for an authority
 * @param from the first instant at which it is good
 * @param until the last one
 */
public record CertificateInfo(String subject, String issuer, List<String> hosts, Instant from, Instant until) {
    /** How long before its end a certificate is warned of. */
    public static final Duration NOTICE = Duration.ofDays(30);

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    /** Copies the list. */
    public CertificateInfo {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads a certificate.
     *
     * @param certificate the certificate
     * @return what it says
     */
    public static CertificateInfo of(X509Certificate certificate) {
        return new CertificateInfo(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                hosts(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static List<String> hosts(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(names -> names.stream())
                    .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(ADDRESS))
                    .map(name -> name.get(1).toString())
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /**
     * Tells how long it is still good.
     *
     * @param now the time
     * @return whole days, rounded down; negative once it is over
     */
    public long daysLeft(Instant now) {
        return Math.floorDiv(
                Duration.between(now, until).toSeconds(), Duration.ofDays(1).toSeconds());
    }

    /**
     * Tells whether it cannot be used.
     *
     * @param now the time
     * @return why not: it is over, or not good yet; empty when it is good
     */
    public Optional<String> flaw(Instant now) {
        if (now.isAfter(until)) {
            return Optional.of("ended on " + until);
        }
        return now.isBefore(from) ? Optional.of("is good from " + from + " on only") : Optional.empty();
    }

    /**
     * Tells whether it ends soon.
     *
     * @param now the time
     * @return when it ends, if it is good now, and for less than {@link #NOTICE}
     */
    public Optional<String> notice(Instant now) {
        boolean soon = flaw(now).isEmpty() && now.plus(NOTICE).isAfter(until);
        return soon ? Optional.of("ends on " + until + ", in " + daysLeft(now) + " days") : Optional.empty();
    }

    /**
     * Tells what an operator should care about.
     *
     * @param now the time
     * @return why it cannot be used, or when it ends if that is soon
     */
    public Optional<String> concern(Instant now) {
        return flaw(now).or(() -> notice(now));
    }
}
