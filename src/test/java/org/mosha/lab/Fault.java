package org.mosha.lab;

/** What can happen to a node in a campaign. */
enum Fault {
    KILL_DAEMON(6, true),
    POWER_OFF(6, true),
    FREEZE_HOST(4, true),
    STOP_DAEMON(5, true),
    LINK_DOWN(5, true),
    ISOLATE(5, true),
    HALT(2, true),
    TERMINATE(2, true),
    KILL_GUARD(3, false),
    CUT_ONE_WAY(4, false),
    PARTITION(4, false),
    LOSS(3, false),
    WIPE(2, true),
    KILL_PROCESS(3, false),
    EDIT_HACTL(3, false),
    EDIT_CLTAB(2, false),
    REPAIR(12, false);

    private final int weight;
    private final boolean losing;

    Fault(int weight, boolean losing) {
        this.weight = weight;
        this.losing = losing;
    }

    /** How often it happens, against the others. */
    int weight() {
        return weight;
    }

    /** Whether the node loses its groups by it, so that it can be told how long that takes. */
    boolean isLosing() {
        return losing;
    }
}
