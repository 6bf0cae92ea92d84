package org.mosha.cli;

import java.util.Optional;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;

/** Finds out which node of its cluster this machine is. */
@FunctionalInterface
public interface NodeFinder {
    /**
     * Which node a daemon with these settings would be.
     *
     * @param settings the settings; their command {@code mwhois} is run where the number hangs on it
     * @return its number; empty when a daemon could not tell either, and would not start
     */
    Optional<NodeId> find(Settings settings);
}
