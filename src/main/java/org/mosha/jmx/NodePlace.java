package org.mosha.jmx;

import java.util.Optional;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/**
 * A node, as a person names it.
 *
 * @param node its number
 * @param address where it is, if that was said
 */
record NodePlace(NodeId node, Optional<NodeAddress> address) {}
