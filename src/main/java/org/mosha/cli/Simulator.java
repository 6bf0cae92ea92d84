package org.mosha.cli;

import java.io.IOException;
import java.util.List;
import org.mosha.config.Settings;

/** Reads the cluster's files and plans one cycle of a node, without a daemon: what {@code simulate} does. */
@FunctionalInterface
public interface Simulator {
    /**
     * Plans one cycle; reads only.
     *
     * @param settings settings without errors; they tell where the files are and which node it is
     * @param dead whether the node's daemon is known to be dead: then the plan is that of the next one, for which
     *     nothing counts that the dead one has said of itself
     * @return the plan
     * @throws IOException when the files cannot be read, or have no such node, with a sentence that says so
     */
    Simulated simulate(Settings settings, boolean dead) throws IOException;

    /**
     * A plan.
     *
     * @param json the contract's JSON
     * @param warnings what is to be known of the files, each one line
     */
    record Simulated(String json, List<String> warnings) {
        /** Copies the list. */
        public Simulated {
            warnings = List.copyOf(warnings);
        }
    }
}
