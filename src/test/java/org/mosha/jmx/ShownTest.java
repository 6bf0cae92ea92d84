package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void plainTextsStay() {
        assertEquals("web: Käse = 3,5 €", Shown.of("web: Käse = 3,5 €"));
        assertEquals("null", Shown.of(null));
    }

    @Test
    void nothingMovesTheCursorOrBeginsALine() {
        assertEquals("a?b?c?[31m?", Shown.of("a\nb\rc\u001b[31m\u009b"));
        assertEquals("a?b?c?d", Shown.of("a\u2028b\u2029c\u202ed"));
    }

    @Test
    void longOnesAreCut() {
        assertEquals("x".repeat(100) + "...", Shown.of("x".repeat(100_000)));
        assertEquals("x".repeat(100), Shown.of("x".repeat(100)));
        assertEquals("xxx...", Shown.of("x".repeat(4), 3));
    }
}
