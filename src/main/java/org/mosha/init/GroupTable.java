package org.mosha.init;

import static org.mosha.init.GroupStimulus.*;
import static org.mosha.model.GroupState.*;

import org.mosha.model.GroupState;

/** The whole life of a group, as Cluster::Init 0.215 has it. */
final class GroupTable {
    static final TransitionTable<GroupState, GroupStimulus> TABLE = build();

    private GroupTable() {}

    private static TransitionTable<GroupState, GroupStimulus> build() {
        TransitionTable.Builder<GroupState, GroupStimulus> table =
                TransitionTable.of(GroupState.class, GroupStimulus.class);
        table.in(CONFIGURED)
                .go(STARTING, TELL)
                .ignore(CHANGED, ALL_STARTED, SOME_FAILED, ALL_PASSED, ALL_DONE, ALL_GONE, FORGOTTEN, HALT);
        table.in(STARTING)
                .go(CHECKING, ALL_STARTED)
                .go(STOPPING, TELL, CHANGED)
                .go(HALTING, HALT)
                .ignore(SOME_FAILED, ALL_PASSED, ALL_DONE, ALL_GONE, FORGOTTEN);
        table.in(CHECKING)
                .go(FAILED, SOME_FAILED)
                .go(PASSED, ALL_PASSED)
                .go(DONE, ALL_DONE)
                .go(STOPPING, TELL, CHANGED)
                .go(HALTING, HALT)
                .ignore(ALL_STARTED, ALL_GONE, FORGOTTEN);
        for (GroupState settled : new GroupState[] {DONE, PASSED, FAILED}) {
            table.in(settled)
                    .go(STOPPING, TELL, CHANGED)
                    .go(HALTING, HALT)
                    .ignore(ALL_STARTED, SOME_FAILED, ALL_PASSED, ALL_DONE, ALL_GONE, FORGOTTEN);
        }
        table.in(STOPPING)
                .go(DUMPING, ALL_GONE)
                .go(STOPPING, TELL, CHANGED)
                .go(HALTING, HALT)
                .ignore(ALL_STARTED, SOME_FAILED, ALL_PASSED, ALL_DONE, FORGOTTEN);
        table.in(DUMPING)
                .go(STARTING, FORGOTTEN)
                .ignore(TELL, CHANGED, HALT)
                .ignore(ALL_STARTED, SOME_FAILED, ALL_PASSED, ALL_DONE, ALL_GONE);
        table.in(HALTING)
                .go(CONFIGURED, ALL_GONE)
                .ignore(TELL, CHANGED, HALT)
                .ignore(ALL_STARTED, SOME_FAILED, ALL_PASSED, ALL_DONE, FORGOTTEN);
        return table.complete();
    }
}
