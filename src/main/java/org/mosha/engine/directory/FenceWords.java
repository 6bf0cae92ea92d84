package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.IoReason;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/** What is to be told of shooting nodes, until it is written. Used by the engine's thread. */
final class FenceWords {
    private final DirectoryLayout layout;
    private final OwnStatus status;
    private final Clocks clocks;
    private final Map<NodeId, FenceWord> untold = new TreeMap<>();

    FenceWords(DirectoryLayout layout, OwnStatus status, Clocks clocks) {
        this.layout = layout;
        this.status = status;
        this.clocks = clocks;
    }

    /** Adds words; of each node the newest counts. */
    void add(Map<NodeId, FenceWord> words) {
        untold.putAll(words);
    }

    boolean isEmpty() {
        return untold.isEmpty();
    }

    /** Tells them. What cannot be written is kept for the next time, and keeps no other word back. */
    void tell() throws IOException {
        IOException failure = null;
        for (Map.Entry<NodeId, FenceWord> word : new TreeMap<>(untold).entrySet()) {
            Path file = layout.file(word.getKey(), DirectoryLayout.FENCE);
            try {
                requireBase(word.getKey());
                FenceFile.write(file, word.getValue(), mark(word.getKey()), clocks.wall());
                untold.remove(word.getKey());
            } catch (IOException e) {
                failure = new IOException(IoReason.cannot("write", file, e), e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A node's directory may have been removed, and is made anew; but not where all of the filesystem is gone. */
    private void requireBase(NodeId node) throws IOException {
        try {
            Files.readAttributes(layout.base(node), BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            status.requireThere();
        }
    }

    /** What a node says of itself at this moment; empty when it says nothing. */
    private Optional<NodeMark> mark(NodeId node) throws IOException {
        try {
            return NodeMark.parse(Files.readString(layout.file(node, DirectoryLayout.MARK)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
