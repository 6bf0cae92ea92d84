package org.mosha.stomith;

import java.util.Map;
import org.mosha.model.NodeId;
import org.mosha.node.Refused;

/** A way to shoot nodes; for any thread. */
sealed interface Method permits LogOnly, FenceCommand, FenceAgent {
    /**
     * How nodes are shot.
     *
     * @return for people
     */
    String name();

    /**
     * Shoots a node, and waits for what comes of it.
     *
     * @param node the node
     * @param incarnation which life of its daemon is meant
     * @return what came of it
     */
    Verdict shoot(NodeId node, String incarnation);

    /**
     * Tries whether a node could be shot, without doing it, and waits for what comes of it.
     *
     * @param node the node
     * @return one line
     * @throws Refused when that cannot be tried, or does not work
     */
    String test(NodeId node) throws Refused;

    /**
     * What a command that shoots a node finds in its environment.
     *
     * @param node the node
     * @param incarnation which life of its daemon is meant
     * @return the variables
     */
    static Map<String, String> variables(NodeId node, String incarnation) {
        return Map.of("MOSHA_STOMITH_NODE", node.toString(), "MOSHA_STOMITH_INCARNATION", incarnation);
    }
}
