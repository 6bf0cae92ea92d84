package org.mosha.node;

import java.util.Optional;

/** Whether this node keeps its groups stopped: in standby, by order, or as there is no guard. Used by the node's thread. */
final class StandingBy {
    private final boolean always;
    private final Journal journal;
    private boolean ordered;
    private Optional<String> seen = Optional.empty();
    private Optional<String> unguarded = Optional.empty();

    /**
     * Begins without an order.
     *
     * @param always whether this node never takes groups
     */
    StandingBy(boolean always, Journal journal) {
        this.always = always;
        this.journal = journal;
        this.ordered = always;
    }

    /** The operator wants it, or wants it no more, which is told if it was so. */
    void order(boolean on) {
        boolean before = ordered;
        ordered = on || always;
        if (before && !ordered) {
            journal.info("this node takes groups again");
        }
    }

    /** The engine tells which order it keeps, if any; each one counts once, and so does that there is none any more. */
    void see(Optional<String> kept) {
        if (!kept.equals(seen)) {
            seen = kept;
            order(kept.isPresent());
        }
    }

    /** The operator has ended the order that the engine has kept; if it shows one, that has come since, and counts. */
    void resume() {
        if (seen.isEmpty()) {
            order(false);
        }
    }

    /** From now on nobody would kill what runs here if this daemon died, so nothing is to run. */
    void unguarded(String why) {
        unguarded = Optional.of(why);
        journal.alert("there is no guard, so this node stops its groups: " + why);
    }

    void guarded() {
        if (unguarded.isPresent()) {
            unguarded = Optional.empty();
            journal.info("there is a guard again, so this node takes groups again");
        }
    }

    /** Whether this node never takes groups; the same at any time, and so for any thread. */
    boolean isAlways() {
        return always;
    }

    /** Whether it is in standby, which people see. */
    boolean isOrdered() {
        return ordered;
    }

    /** Why there is no guard; empty when there is one. */
    Optional<String> unguarded() {
        return unguarded;
    }

    /** Whether its groups stay stopped, for whatever reason. */
    boolean isSo() {
        return ordered || unguarded.isPresent();
    }
}
