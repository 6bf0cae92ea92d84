package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosha.engine.IoReason;
import org.mosha.model.NodeId;

/** Which nodes there are, as the directories' names say it, and which of them the cluster has as up. */
final class NodeList {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern STATUS =
            Pattern.compile("\\s*(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,9})\\b.*", Pattern.DOTALL);
    private static final int UP = 2;

    private final DirectoryLayout layout;
    private final List<String> warnings = new ArrayList<>();
    private SortedMap<NodeId, Boolean> up = new TreeMap<>();

    NodeList(DirectoryLayout layout) {
        this.layout = layout;
    }

    /** Whether something else than the heartbeats tells which nodes are up. */
    boolean isGiven() {
        return layout.hpcbase().isPresent();
    }

    /** Looks; when that fails, what was known stays. */
    void look() throws IOException {
        warnings.clear();
        if (isGiven()) {
            lookAtStatuses(layout.hpcbase().get().resolve("nodes"));
        } else {
            SortedMap<NodeId, Boolean> found = new TreeMap<>();
            numbers(layout.mfsbase()).forEach(n -> found.put(n, false));
            up = found;
        }
    }

    /** All nodes that the directory names. */
    SortedSet<NodeId> all() {
        return new TreeSet<>(up.keySet());
    }

    /** Whether the cluster has a node as up; only meaningful when {@link #isGiven()}. */
    boolean isUp(NodeId node) {
        return up.getOrDefault(node, false);
    }

    List<String> warnings() {
        return warnings;
    }

    private void lookAtStatuses(Path nodes) throws IOException {
        SortedMap<NodeId, Boolean> found = new TreeMap<>();
        SortedSet<NodeId> numbers;
        try {
            numbers = numbers(nodes);
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", nodes, e), e);
        }
        for (NodeId node : numbers) {
            found.put(node, status(node, nodes.resolve(node.toString()).resolve("status")));
        }
        up = found;
    }

    private boolean status(NodeId node, Path file) {
        String text;
        try {
            if (!Files.exists(file)) {
                return false;
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            warnings.add(IoReason.cannot("read", file, e) + "; node " + node + " counts as before");
            return isUp(node);
        }
        Matcher number = STATUS.matcher(text);
        if (!number.matches()) {
            // who writes it may just have emptied it
            warnings.add(file + " has no number; node " + node + " counts as before");
            return isUp(node);
        }
        return (Long.decode(trimZeros(number.group(1))) & UP) != 0;
    }

    /** A leading zero is no octal number here. */
    private static String trimZeros(String number) {
        return number.startsWith("0x") || number.startsWith("0X") ? number : number.replaceFirst("^0+(?=\\d)", "");
    }

    private static SortedSet<NodeId> numbers(Path directory) throws IOException {
        SortedSet<NodeId> found = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // "01" is not the directory of node 1
                if (!name.startsWith("0") && NUMBER.matcher(name).matches()) {
                    found.add(new NodeId(Integer.parseInt(name)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
