package org.mosha.config;

import java.util.List;
import java.util.Objects;

/**
 * What parsing gave.
 *
 * @param value what could be read, never null; with errors it must not come into force
 * @param problems everything that is wrong, in file order
 * @param <T> what was parsed
 */
public record Parsed<T>(T value, List<Problem> problems) {
    /** Copies the list. */
    public Parsed {
        Objects.requireNonNull(value, "value");
        problems = List.copyOf(problems);
    }

    /**
     * Tells whether the value must not come into force.
     *
     * @return true when one of the problems is an error
     */
    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
}
