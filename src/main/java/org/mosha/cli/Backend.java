package org.mosha.cli;

import java.util.Objects;

/**
 * What verbs need of the rooms that they may not import.
 *
 * @param daemon becomes the daemon
 * @param simulator plans on files
 * @param leftovers stops what a killed daemon left
 */
public record Backend(DaemonRunner daemon, Simulator simulator, LeftoverStopper leftovers) {
    /** Refuses nulls. */
    public Backend {
        Objects.requireNonNull(daemon, "daemon");
        Objects.requireNonNull(simulator, "simulator");
        Objects.requireNonNull(leftovers, "leftovers");
    }
}
