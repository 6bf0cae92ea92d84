package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.mosha.engine.IoReason;
import org.mosha.engine.Replacement;
import org.mosha.model.NodeId;

/** The files whose presence keeps nodes in standby, also over restarts. */
final class Standby {
    private final NodeId self;
    private final DirectoryLayout layout;

    Standby(NodeId self, DirectoryLayout layout) {
        this.self = self;
        this.layout = layout;
    }

    /** Whether this node is told to keep its groups stopped. */
    boolean isSet() {
        return Files.exists(file(self));
    }

    /** Tells the given nodes; goes on when it fails for one, and then says for which it failed. */
    void set(boolean standby, Collection<NodeId> nodes) throws IOException {
        IOException failure = null;
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
            Replacement.write(file(node), new byte[0], Optional.empty());
        }
    }

    private Path file(NodeId node) {
        return layout.file(node, DirectoryLayout.STANDBY);
    }
}
