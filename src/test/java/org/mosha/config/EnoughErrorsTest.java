package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file that is something else altogether: a picture, a log. */
class EnoughErrorsTest {
    private static final int MANY = 5000;

    private static void assertCut(Parsed<?> parsed, int line) {
        assertTrue(parsed.hasErrors());
        List<Problem> problems = parsed.problems();
        assertEquals(1001, problems.size());
        assertEquals(
                "f:" + line + ": error: too many errors: from here on the file is not looked at",
                problems.get(1000).toString());
    }

    @Test
    void ofACltabNoMoreThanAThousandErrorsAreLookedFor() {
        assertCut(Cltab.parse("f", "x\n".repeat(MANY)), 1001);
        assertEquals(1000, Cltab.parse("f", "x\n".repeat(1000)).problems().size());
    }

    @Test
    void ofAHactlNoMoreThanAThousandErrorsAreLookedFor() {
        assertCut(Hactl.parse("f", "x\n".repeat(MANY)), 1001);
        assertCut(Hactl.parse("f", "a start prefer=" + "x,".repeat(MANY) + "\nb start\n"), 2);
    }

    @Test
    void warningsAloneAreNotCut() {
        String entries = IntStream.range(0, MANY)
                .mapToObj(i -> "g:t" + i + ":start:wait:\n")
                .collect(Collectors.joining());
        Parsed<Cltab> parsed = Cltab.parse("f", entries);
        assertFalse(parsed.hasErrors());
        assertEquals(MANY, parsed.problems().size());
        assertEquals(MANY, parsed.value().entries().size());
    }
}
