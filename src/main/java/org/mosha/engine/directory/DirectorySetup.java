package org.mosha.engine.directory;

import java.time.Duration;
import java.util.Objects;
import org.mosha.model.NodeId;

/**
 * What the engine needs to know.
 *
 * @param layout where the files are
 * @param self this node
 * @param host the name of this host, for people
 * @param machine where process numbers count as they do here, such as {@link ProcessSpace} names it; empty when that is
 *     not known
 * @param incarnation which life of this node's daemon this is; no other life has the same
 * @param timeout how old another node's status may become
 * @param session how long the others shall wait after this node's first heartbeat, where there are others
 */
public record DirectorySetup(
        DirectoryLayout layout,
        NodeId self,
        String host,
        String machine,
        String incarnation,
        Duration timeout,
        Duration session) {
    /** Refuses nulls. */
    public DirectorySetup {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(session, "session");
    }
}
