package org.mosha.engine.zookeeper;

import org.mosha.node.ClusterEngine.Listener;
import org.mosha.node.EngineView;

/** Tells the listener what is new. Used by one thread. */
final class Telling {
    private final Listener listener;
    private EngineView last;

    Telling(Listener listener) {
        this.listener = listener;
    }

    /** Tells what keeps this node waiting before there is a first view. */
    void waits(String why) {
        listener.waits(why);
    }

    /** Tells a view, if there is more to it than heartbeats, or if it was asked for. */
    void tell(EngineView view, boolean anyway) {
        if (anyway || last == null || !last.sameButHeartbeats(view)) {
            last = view;
            listener.changed(view);
        }
    }
}
