package org.mosha.node;

import org.mosha.decide.Plan;
import org.mosha.decide.Planner;

/**
 * What the node would do next, for whoever asks: worked out on the threads of those, from what the last cycle has left,
 * once for each cycle that decides, and by one of them at a time. So asking costs the node's own thread nothing.
 */
final class NextPlan {
    private final double ratio;
    private Plan last;
    private String json;

    /** Takes the part of the remembered nodes that must be visible. */
    NextPlan(double ratio) {
        this.ratio = ratio;
    }

    /** The plan as JSON. */
    synchronized String after(Published published) {
        if (last != published.plan()) {
            json = PlanJson.of(Planner.plan(published.seen().withMemory(published.memory())), ratio);
            last = published.plan();
        }
        return json;
    }
}
