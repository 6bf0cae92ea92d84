package org.mosha.cli;

import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.remote.JMXServiceURL;

/**
 * Where a daemon's remote JMX is.
 *
 * @param text as the user has written it
 * @param url the service URL
 */
record RemoteAddress(String text, JMXServiceURL url) {
    /** A host, or an IPv6 address in brackets, and a port. */
    private static final Pattern SHORT = Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");

    private static final Pattern REGISTRY = Pattern.compile("rmi://([^/:\\[]+|\\[[^]]*])");

    /** Reads {@code service:jmx:...} or {@code host:port}. */
    static RemoteAddress of(String text) throws Failure {
        Matcher matcher = SHORT.matcher(text);
        String url = matcher.matches() ? "service:jmx:rmi:///jndi/rmi://" + text + "/jmxrmi" : text;
        try {
            return new RemoteAddress(text, new JMXServiceURL(url));
        } catch (MalformedURLException e) {
            throw new Failure(Failure.USAGE, "bad --url '" + text + "': expected host:port or service:jmx:...", e);
        }
    }

    /** Whether it is on this machine, which nobody else can listen to; not if that cannot be told. */
    boolean isHere() {
        Matcher matcher = REGISTRY.matcher(url.getURLPath());
        String host = matcher.find() ? matcher.group(1) : url.getHost();
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
