package org.mosha.trust;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The hosts that a certificate is good for. */
final class HostNames {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]?");
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?" + "(\\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*");

    private HostNames() {}

    /**
     * The hosts as keytool's extension {@code san}.
     *
     * @param hosts names, IPv4 addresses, IPv6 addresses with or without brackets
     * @return such as {@code san=dns:host1,ip:10.0.0.1}
     * @throws TrustProblem when one of them is none of these
     */
    static String extension(List<String> hosts) throws TrustProblem {
        for (String host : hosts) {
            if (!isAddress(host) && !NAME.matcher(host).matches()) {
                throw new TrustProblem("\"" + host + "\" is no host name or address that a certificate can have");
            }
        }
        return hosts.stream().map(HostNames::name).collect(Collectors.joining(",", "san=", ""));
    }

    private static String name(String host) {
        return isAddress(host) ? "ip:" + host.replaceAll("[\\[\\]]", "") : "dns:" + host;
    }

    private static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }
}
