package org.mosha.engine;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * What tells a version of the operator's files that may spread from one that must not.
 *
 * @param cltab whether a cltab's text has no errors
 * @param hactl whether a hactl's text has no errors
 */
public record ConfigChecks(Predicate<String> cltab, Predicate<String> hactl) {
    /** Refuses nulls. */
    public ConfigChecks {
        Objects.requireNonNull(cltab, "cltab");
        Objects.requireNonNull(hactl, "hactl");
    }
}
