package org.mosha.engine.directory;

import java.time.Duration;
import org.mosha.node.ClusterEngine.Listener;
import org.mosha.node.EngineView;

/** Tells the listener what is new. Safe for use by several threads. */
final class Telling {
    private final Listener listener;
    private EngineView last;
    private EngineView lastEssence;

    Telling(Listener listener) {
        this.listener = listener;
    }

    /** Tells a view, if it is another one than the last, or if it was asked for. */
    synchronized void tell(EngineView view, boolean anyway) {
        EngineView essence = essence(view);
        if (anyway || !essence.equals(lastEssence)) {
            last = view;
            lastEssence = essence;
            listener.changed(view);
        }
    }

    /** Tells that the filesystem does not answer, and that all else is as it was. */
    synchronized void tellStalled(Duration since) {
        if (last != null) {
            String trouble = "the filesystem has not answered for " + since.toSeconds() + " s";
            tell(last.withTrouble(trouble), false);
        }
    }

    /** What of a view is worth telling: the own heartbeat of a node that is alone is not. */
    private static EngineView essence(EngineView view) {
        return view.nodes().size() > 1 ? view : view.timeless();
    }
}
