package org.mosha.init;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A complete table of states and events: each cell has the next state or says in so many words that the event
 * is ignored there.
 *
 * @param <S> the states
 * @param <E> the events
 */
final class TransitionTable<S extends Enum<S>, E extends Enum<E>> {
    private final Map<S, Map<E, Optional<S>>> rows;

    private TransitionTable(Map<S, Map<E, Optional<S>>> rows) {
        this.rows = rows;
    }

    /** The next state; empty when the event is ignored in that state. */
    Optional<S> next(S state, E event) {
        return rows.get(state).get(event);
    }

    static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(Class<S> states, Class<E> events) {
        return new Builder<>(states, events);
    }

    /** Fills the table row by row; a cell that is set twice, or not at all, is a mistake in the program. */
    static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final Class<S> states;
        private final Class<E> events;
        private final Map<S, Map<E, Optional<S>>> rows;
        private S row;

        private Builder(Class<S> states, Class<E> events) {
            this.states = states;
            this.events = events;
            this.rows = new EnumMap<>(states);
        }

        Builder<S, E> in(S state) {
            row = state;
            if (rows.put(state, new EnumMap<>(events)) != null) {
                throw new IllegalStateException("two rows for " + state);
            }
            return this;
        }

        @SafeVarargs
        final Builder<S, E> go(S next, E... on) {
            return fill(Optional.of(next), on);
        }

        @SafeVarargs
        final Builder<S, E> ignore(E... on) {
            return fill(Optional.empty(), on);
        }

        @SafeVarargs
        private Builder<S, E> fill(Optional<S> next, E... on) {
            for (E event : on) {
                if (rows.get(row).put(event, next) != null) {
                    throw new IllegalStateException("two cells for " + row + " on " + event);
                }
            }
            return this;
        }

        TransitionTable<S, E> complete() {
            for (S state : states.getEnumConstants()) {
                for (E event : events.getEnumConstants()) {
                    if (!rows.getOrDefault(state, Collections.emptyMap()).containsKey(event)) {
                        throw new IllegalStateException("no cell for " + state + " on " + event);
                    }
                }
            }
            return new TransitionTable<>(rows);
        }
    }
}
