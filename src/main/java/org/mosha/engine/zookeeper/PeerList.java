package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;
import org.mosha.config.NodeAddress;
import org.mosha.engine.Attempt;
import org.mosha.engine.Replacement;
import org.mosha.model.NodeId;

/**
 * The list of the ensemble's peers that this peer knows, which ZooKeeper keeps in the peer's directory: a file for each
 * version, named after it. It says who votes; where none is kept yet, the setting {@code nodes} does. Where a node is, the
 * setting says in any case, for the nodes that it names: so an address can be corrected there.
 */
final class PeerList {
    private static final String CONFIG = "peer.cfg";
    private static final String LIST = CONFIG + ".dynamic.";
    private static final Pattern KEPT = Pattern.compile(Pattern.quote(LIST) + "(?<hex>[0-9a-f]{1,16})");

    /** A list, and its version; version 0 is nobody's but this node's. */
    private record Kept(long version, Path file) {}

    private final EngineSetup setup;

    PeerList(EngineSetup setup) {
        this.setup = setup;
    }

    /** The peers that a peer has in mind that starts now; this node may be none of them. */
    SortedMap<NodeId, NodeAddress> nodes() throws IOException {
        Optional<Kept> newest = newest();
        if (newest.isEmpty()) {
            return setup.nodes();
        }
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>(read(newest.get()));
        nodes.replaceAll((node, address) -> setup.nodes().getOrDefault(node, address));
        return nodes;
    }

    /** A list of this peer alone, older than any other. */
    QuorumVerifier own() throws QuorumPeerConfig.ConfigException {
        Properties alone = new Properties();
        String[] line = ServerLines.of(setup.self(), setup.address()).split("=", 2);
        alone.setProperty(line[0], line[1]);
        QuorumVerifier list = new QuorumMaj(alone);
        list.setVersion(-1);
        return list;
    }

    /**
     * Writes what ZooKeeper is to read when the peer starts.
     *
     * @param properties the settings of the peer itself
     * @return the file
     */
    Path write(Properties properties) throws IOException {
        SortedMap<NodeId, NodeAddress> nodes = nodes();
        long version = newest().map(Kept::version).orElse(0L);
        Path list = setup.data().resolve(LIST + Long.toHexString(version));
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("dynamicConfigFile", list.toString());
        if (!nodes.containsKey(setup.self())) {
            all.setProperty("clientPortAddress", PeerConfig.CLIENT_HOST);
            all.setProperty("clientPort", Integer.toString(setup.address().clientPort()));
        }
        Path config = setup.data().resolve(CONFIG);
        Attempt.to("write", config, () -> {
            Replacement.clean(setup.data());
            Replacement.writeThrough(list, ServerLines.of(nodes).getBytes(StandardCharsets.UTF_8));
            Replacement.writeThrough(config, text(all).getBytes(StandardCharsets.UTF_8));
        });
        forgetBefore(version);
        return config;
    }

    /** Properties as a file has them, without the time at which they were written. */
    private static String text(Properties properties) throws IOException {
        StringWriter writer = new StringWriter();
        properties.store(writer, null);
        return writer.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private Optional<Kept> newest() throws IOException {
        List<Kept> newestFirst = kept().stream()
                .filter(one -> one.version() > 0)
                .sorted(Comparator.comparingLong(Kept::version).reversed())
                .toList();
        for (Kept one : newestFirst) {
            // what was cut off as the power failed names nobody
            if (!read(one).isEmpty()) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static SortedMap<NodeId, NodeAddress> read(Kept list) throws IOException {
        return ServerLines.parse(Files.readString(list.file(), StandardCharsets.UTF_8));
    }

    private void forgetBefore(long version) throws IOException {
        for (Kept one : kept()) {
            if (one.version() < version) {
                Files.deleteIfExists(one.file());
            }
        }
    }

    private List<Kept> kept() throws IOException {
        if (!Files.isDirectory(setup.data())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(setup.data())) {
            return files.flatMap(file -> kept(file).stream()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<Kept> kept(Path file) {
        Matcher name = KEPT.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Kept(Long.parseUnsignedLong(name.group("hex"), 16), file))
                : Optional.empty();
    }
}
