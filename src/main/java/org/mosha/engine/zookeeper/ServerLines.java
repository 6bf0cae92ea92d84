package org.mosha.engine.zookeeper;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** How ZooKeeper spells the list of an ensemble's peers, and the version of such a list. */
final class ServerLines {
    private static final Pattern SERVER = Pattern.compile(
            "server\\.(?<node>\\d{1,9})=(?<host>\\[[^\\]]+]|[^:]+):(?<peer>\\d{1,5}):(?<election>\\d{1,5})"
                    + "(:\\w+)?;(.*:)?(?<client>\\d{1,5})");
    private static final Pattern VERSION = Pattern.compile("version=(?<hex>[0-9a-f]{1,16})");

    private ServerLines() {}

    /** A peer, as a line without its end. */
    static String of(NodeId node, NodeAddress given) {
        NodeAddress address = alike(given);
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        return "server." + node + "=" + host + ":" + address.peerPort() + ":" + address.electionPort() + ":participant;"
                + PeerConfig.CLIENT_HOST + ":" + address.clientPort();
    }

    /** All peers, each on a line. */
    static String of(SortedMap<NodeId, NodeAddress> nodes) {
        StringBuilder lines = new StringBuilder();
        nodes.forEach((node, address) -> lines.append(of(node, address)).append('\n'));
        return lines.toString();
    }

    /** The same place, spelled as ZooKeeper spells it: an IPv6 address has several spellings. */
    static NodeAddress alike(NodeAddress address) {
        if (!address.host().contains(":")) {
            return address;
        }
        try {
            String host = InetAddress.getByName(address.host()).getHostAddress();
            return new NodeAddress(host, address.clientPort(), address.peerPort(), address.electionPort());
        } catch (UnknownHostException e) {
            // no address, and so of one spelling
            return address;
        }
    }

    /** The peers of a list; lines that are no peer's are passed over. */
    static SortedMap<NodeId, NodeAddress> parse(String text) {
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>();
        text.lines()
                .map(line -> SERVER.matcher(line.strip()))
                .filter(Matcher::matches)
                .forEach(line -> {
                    String host = line.group("host");
                    nodes.put(
                            new NodeId(Integer.parseInt(line.group("node"))),
                            new NodeAddress(
                                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                                    Integer.parseInt(line.group("client")),
                                    Integer.parseInt(line.group("peer")),
                                    Integer.parseInt(line.group("election"))));
                });
        return nodes;
    }

    /** The version that a list says it has; empty when it says none. */
    static Optional<Long> version(String text) {
        return text.lines()
                .map(line -> VERSION.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(line -> Long.parseUnsignedLong(line.group("hex"), 16))
                .findFirst();
    }

    /** Nodes as the setting {@code nodes} has them. */
    static String asSetting(SortedMap<NodeId, NodeAddress> nodes) {
        StringJoiner list = new StringJoiner(",");
        nodes.forEach((node, address) -> list.add(node + "=" + address));
        return list.toString();
    }
}
