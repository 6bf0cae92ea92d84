package org.mosha.cli;

import java.util.Objects;

/**
 * What verbs need of the rooms that they may not import.
 *
 * @param daemon becomes the daemon
 * @param nodes tells which node this is
 * @param simulator plans on files
 * @param leftovers stops what a killed daemon left
 * @param undertaker does that in the place of the next daemon, and removes the dead one's pid file
 * @param signals takes the signals that end a verb
 */
public record Backend(
        DaemonRunner daemon,
        NodeFinder nodes,
        Simulator simulator,
        LeftoverStopper leftovers,
        Undertaker undertaker,
        StopSignals signals) {
    /** Refuses nulls. */
    public Backend {
        Objects.requireNonNull(daemon, "daemon");
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(simulator, "simulator");
        Objects.requireNonNull(leftovers, "leftovers");
        Objects.requireNonNull(undertaker, "undertaker");
        Objects.requireNonNull(signals, "signals");
    }
}
