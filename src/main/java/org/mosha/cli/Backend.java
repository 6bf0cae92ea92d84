package org.mosha.cli;

import java.util.Objects;

/**
 * What verbs need of the rooms that they may not import.
 *
 * @param daemon becomes the daemon
 * @param nodes tells which node this is
 * @param simulator plans on files
 * @param leftovers stops what a killed daemon left
 * @param signals takes the signals that end a verb
 */
public record Backend(
        DaemonRunner daemon, NodeFinder nodes, Simulator simulator, LeftoverStopper leftovers, StopSignals signals) {
    /** Refuses nulls. */
    public Backend {
        Objects.requireNonNull(daemon, "daemon");
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(simulator, "simulator");
        Objects.requireNonNull(leftovers, "leftovers");
        Objects.requireNonNull(signals, "signals");
    }
}
