package org.mosha.config;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node is, as the setting {@code nodes} says it: {@code host}, {@code host:port} (three ports in a row begin
 * there) or {@code host:client:peer:election}. An IPv6 address with ports stands in brackets.
 *
 * @param host a host name or address, without brackets
 * @param clientPort where the node's own daemon talks to its ZooKeeper peer, on loopback
 * @param peerPort where the peers follow their leader
 * @param electionPort where the peers elect one
 */
public record NodeAddress(String host, int clientPort, int peerPort, int electionPort) {
    /** What a node's address may look like, for people. */
    static final String EXPECTED = "a list such as 1=host1,2=host2";

    private static final int CLIENT = 2181;
    private static final int PEER = 2888;
    private static final int ELECTION = 3888;
    private static final int MOST = 65_535;

    private static final String PORTS = "(?::(?<one>\\d{1,5})(?::(?<two>\\d{1,5}):(?<three>\\d{1,5}))?)?";
    private static final Pattern NAMED = Pattern.compile("(?<host>[A-Za-z0-9_.-]+)" + PORTS);
    private static final Pattern BRACKETED = Pattern.compile("\\[(?<host>[A-Fa-f0-9:.%A-Za-z_-]+)]" + PORTS);
    private static final Pattern BARE_IPV6 =
            Pattern.compile("[A-Fa-f0-9:.]*::[A-Fa-f0-9:.]*|([A-Fa-f0-9]{1,4}:){7}[A-Fa-f0-9]{1,4}");

    /** Refuses a missing host. */
    public NodeAddress {
        Objects.requireNonNull(host, "host");
    }

    /**
     * An address with the usual ports.
     *
     * @param host a host name or address
     * @return the address
     */
    public static NodeAddress of(String host) {
        return new NodeAddress(host, CLIENT, PEER, ELECTION);
    }

    /**
     * Reads an address.
     *
     * @param text as the setting has it
     * @return the address; empty when the text is none
     */
    public static Optional<NodeAddress> parse(String text) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            return ports(named);
        }
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return ports(bracketed);
        }
        return BARE_IPV6.matcher(text).matches() ? Optional.of(of(text)) : Optional.empty();
    }

    private static Optional<NodeAddress> ports(Matcher text) {
        String host = text.group("host");
        if (text.group("one") == null) {
            return Optional.of(of(host));
        }
        int one = Integer.parseInt(text.group("one"));
        NodeAddress address = text.group("two") == null
                ? new NodeAddress(host, one, one + 1, one + 2)
                : new NodeAddress(
                        host, one, Integer.parseInt(text.group("two")), Integer.parseInt(text.group("three")));
        return Optional.of(address).filter(NodeAddress::hasGoodPorts);
    }

    private boolean hasGoodPorts() {
        boolean different = clientPort != peerPort && peerPort != electionPort && electionPort != clientPort;
        return different && isPort(clientPort) && isPort(peerPort) && isPort(electionPort);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= MOST;
    }

    /**
     * Whether another node would need one of the same ports of the same host.
     *
     * @param other where the other node is
     * @return whether only one of them can be there
     */
    public boolean clashesWith(NodeAddress other) {
        return host.equals(other.host)
                && (clientPort == other.clientPort
                        || peerPort == other.peerPort
                        || electionPort == other.electionPort
                        || clientPort == other.peerPort
                        || clientPort == other.electionPort
                        || peerPort == other.clientPort
                        || peerPort == other.electionPort
                        || electionPort == other.clientPort
                        || electionPort == other.peerPort);
    }

    /** As the setting has it; the host alone when the ports are the usual ones. */
    @Override
    public String toString() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        boolean usual = clientPort == CLIENT && peerPort == PEER && electionPort == ELECTION;
        return usual ? name : name + ":" + clientPort + ":" + peerPort + ":" + electionPort;
    }
}
