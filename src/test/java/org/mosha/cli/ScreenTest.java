package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a table fits into a terminal. */
class ScreenTest {
    private static final String TABLE = "GROUP  WHY\na      one\nb      two\nc      three\n";

    @Test
    void whatFitsIsShownAsItIs() {
        assertEquals(TABLE, new Screen(5, 12).crop(TABLE));
        assertEquals("", new Screen(5, 12).crop(""));
    }

    @Test
    void whatIsTooHighEndsWithHowMuchMoreThereIs() {
        assertEquals("GROUP  WHY\na      one\n... 2 more lines\n", new Screen(4, 80).crop(TABLE));
        assertEquals("... 4 more lines\n", new Screen(2, 80).crop(TABLE));
        assertEquals("... 4 more lines\n", new Screen(1, 80).crop(TABLE));
    }

    @Test
    void whatIsTooWideIsCut() {
        assertEquals("GROUP  WHY\na      one\nb      two\nc      thr\n", new Screen(5, 10).crop(TABLE));
        assertEquals("GROUP\na    \n... 2\n", new Screen(4, 5).crop(TABLE));
        assertEquals("\ud83d\ude00\n", new Screen(5, 1).crop("\ud83d\ude00\ud83d\ude00\n"), "no half a letter");
    }

    @Test
    void theSizeIsRowsAndColumns() {
        assertEquals(Optional.of(new Screen(24, 80)), Screen.parse("24 80\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0\n", "24\n", "24 0", "x y", "-1 80", "9999999999 80"})
    void whatIsNoSizeIsNone(String printed) {
        assertEquals(Optional.empty(), Screen.parse(printed));
    }
}
