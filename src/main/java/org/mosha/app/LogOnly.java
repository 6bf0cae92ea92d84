package org.mosha.app;

import org.mosha.model.NodeId;
import org.mosha.node.FencePort;
import org.mosha.node.Refused;

/** The fencing of who has set none: nobody is shot, and that is never taken as success. */
record LogOnly(FencePort.Listener listener) implements FencePort {
    @Override
    public String method() {
        return "log only";
    }

    @Override
    public void shoot(NodeId node, String incarnation) {
        listener.shot(node, incarnation, Answer.LOGGED, "no stomith command is set");
    }

    @Override
    public String test(NodeId node) throws Refused {
        throw new Refused("no stomith command is set, so there is nothing to test");
    }
}
