package org.mosha.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupState;
import org.mosha.model.ProcessState;

/** The tables are complete, and nothing in them is out of reach or without a way out. */
class TransitionTableTest {
    private enum State {
        A,
        B
    }

    private enum Event {
        X,
        Y
    }

    @Test
    void everyCellOfTheProcessTableIsFilled() {
        int cells = 0;
        for (ProcessState state : ProcessState.values()) {
            for (ProcessStimulus stimulus : ProcessStimulus.values()) {
                cells += ProcessTable.TABLE.next(state, stimulus) == null ? 0 : 1;
            }
        }
        assertEquals(ProcessState.values().length * ProcessStimulus.values().length, cells);
    }

    @Test
    void everyCellOfTheGroupTableIsFilled() {
        int cells = 0;
        for (GroupState state : GroupState.values()) {
            for (GroupStimulus stimulus : GroupStimulus.values()) {
                cells += GroupTable.TABLE.next(state, stimulus) == null ? 0 : 1;
            }
        }
        assertEquals(GroupState.values().length * GroupStimulus.values().length, cells);
    }

    @Test
    void everyProcessStateCanBeReachedAndCanBeStopped() {
        for (ProcessState from : ProcessState.values()) {
            assertEquals(
                    EnumSet.allOf(ProcessState.class),
                    reach(ProcessTable.TABLE, from, ProcessState.class, ProcessStimulus.class),
                    "from " + from);
            boolean rests = from == ProcessState.CONFIGURED || from == ProcessState.STOPPING;
            assertEquals(
                    !rests, ProcessTable.TABLE.next(from, ProcessStimulus.STOP).isPresent(), "STOP in " + from);
        }
    }

    @Test
    void everyGroupStateCanBeReachedFromEveryOther() {
        for (GroupState from : GroupState.values()) {
            assertEquals(
                    EnumSet.allOf(GroupState.class),
                    reach(GroupTable.TABLE, from, GroupState.class, GroupStimulus.class),
                    "from " + from);
        }
    }

    @Test
    void aMissingCellIsRefused() {
        TransitionTable.Builder<State, Event> table =
                TransitionTable.of(State.class, Event.class).in(State.A).go(State.B, Event.X, Event.Y);
        assertTrue(assertThrows(IllegalStateException.class, table::complete)
                .getMessage()
                .contains("no cell for B on X"));
    }

    @Test
    void aCellThatIsSetTwiceIsRefused() {
        TransitionTable.Builder<State, Event> table =
                TransitionTable.of(State.class, Event.class).in(State.A).go(State.B, Event.X);
        assertThrows(IllegalStateException.class, () -> table.ignore(Event.X));
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<S> reach(
            TransitionTable<S, E> table, S from, Class<S> states, Class<E> events) {
        Set<S> seen = EnumSet.noneOf(states);
        Deque<S> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            S state = open.poll();
            for (E event : events.getEnumConstants()) {
                Optional<S> next = table.next(state, event);
                if (next.isPresent() && seen.add(next.get())) {
                    open.add(next.get());
                }
            }
        }
        return seen;
    }
}
