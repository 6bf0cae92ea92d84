package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void linesAreFitForALog() {
        assertEquals(
                List.of("one", "two  [31m red", "x".repeat(300) + " ..."),
                Text.lines("\n  one\r\n\n\ttwo\u0000\u001b[31m\u2028red\n" + "x".repeat(301)));
    }

    @Test
    void aNoteIsOneLineWithTheFirstOnes() {
        assertEquals("it failed", Text.note("it failed", " \n"));
        assertEquals("it failed: a; b; c", Text.note("it failed", "a\nb\n\nc\nd\n"));
        assertEquals(
                "it failed: " + "x".repeat(300) + " ...; " + "y".repeat(94) + " ...",
                Text.note("it failed", "x".repeat(999) + "\n" + "y".repeat(999)));
    }
}
