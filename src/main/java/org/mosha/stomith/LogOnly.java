package org.mosha.stomith;

import org.mosha.model.NodeId;
import org.mosha.node.FencePort;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/** Says that a node should be shot, and does nothing: what counts when nothing is set. */
record LogOnly() implements Method {
    @Override
    public String name() {
        return FencePort.LOG_ONLY;
    }

    @Override
    public Verdict shoot(NodeId node, String incarnation) {
        return new Verdict(Answer.LOGGED, "nothing was done, since stomith is not set");
    }

    @Override
    public String test(NodeId node) throws Refused {
        throw new Refused("nothing is configured that could shoot node " + node
                + ": expected the setting stomith to name a command or a fence agent");
    }
}
