package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import org.mosha.engine.Attempt;
import org.mosha.engine.FileContent;
import org.mosha.engine.IoReason;
import org.mosha.engine.Replacement;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;

/**
 * The files whose presence keeps nodes in standby, also over restarts. Each order writes another text, so that a node sees
 * it also when it was told the same before.
 */
final class Standby {
    private final NodeId self;
    private final String incarnation;
    private final DirectoryLayout layout;
    private final WatchedFile own;
    private Optional<String> order = Optional.empty();
    private long orders;

    Standby(NodeId self, String incarnation, DirectoryLayout layout) {
        this.self = self;
        this.incarnation = incarnation;
        this.layout = layout;
        this.own = WatchedFile.readEachTime(file(self));
    }

    /**
     * Looks for an order to this node. When that cannot be found out, what was known stays: a filesystem that fails, or is
     * gone, ends no standby.
     */
    void look() throws IOException {
        own.look();
        if (own.trouble().isPresent()) {
            order = own.exists() ? Optional.of(order.orElse("")) : order;
            throw new IOException(own.trouble().get());
        }
        if (own.stamp().isEmpty() && order.isPresent()) {
            requireBase();
        }
        order = own.content().map(FileContent::text);
    }

    private void requireBase() throws IOException {
        Path base = layout.base(self);
        Attempt.to("read", base, () -> Files.readAttributes(base, BasicFileAttributes.class));
    }

    /** Which order kept this node's groups stopped at the last look, also one that cannot be read; empty for none. */
    Optional<String> order() {
        return order;
    }

    /** Tells the given nodes; goes on when it fails for one, and then says for which it failed. */
    void set(boolean standby, Collection<NodeId> nodes) throws IOException {
        IOException failure = null;
        orders += standby ? 1 : 0;
        for (NodeId node : nodes) {
            try {
                set(standby, node);
            } catch (IOException e) {
                failure = new IOException(IoReason.cannot(standby ? "write" : "remove", file(node), e), e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void set(boolean standby, NodeId node) throws IOException {
        if (!standby) {
            Files.deleteIfExists(file(node));
        } else if (node.equals(self) || Files.isDirectory(layout.base(node))) {
            String text = "order " + orders + " of node " + self + ", life " + incarnation + "\n";
            Replacement.write(file(node), text.getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
    }

    private Path file(NodeId node) {
        return layout.file(node, DirectoryLayout.STANDBY);
    }
}
