package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String REST =
            " S 7 12 11 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1000 200 18446744073709551615";

    @Test
    void theFieldsAreReadInTheirPlaces() {
        assertEquals(
                Optional.of(new ProcStat(13, "sleep", 'S', 7, 12, 11, 1, 98765, true)),
                ProcStat.parse("13 (sleep)" + REST + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ") S 1 1 1", "((x) R 2", "", "tmux: server", ")"})
    void aNameMayHoldAnything(String name) {
        ProcStat stat = ProcStat.parse("13 (" + name + ")" + REST).orElseThrow();
        assertEquals(name, stat.name());
        assertEquals(98765, stat.startTicks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "13", "13 (a)", "13 (a) S 1", "x (a) S 7 12 11 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5 6", "(a) S"})
    void whatIsCutShortIsNone(String text) {
        assertEquals(Optional.empty(), ProcStat.parse(text));
    }

    @Test
    void oneWhoseFirstThreadHasEndedLives() {
        String text = "13 (a)" + REST.replace(" S ", " Z ").replace(" 20 0 1 0 98765", " 20 0 3 0 98765");
        assertTrue(ProcStat.parse(text).orElseThrow().lives());
    }

    @ParameterizedTest
    @CsvSource({
        // memory, code, the environment's begin and end
        "1000, 0, 0, 0, true",
        "1000, 0, 77, 77, true",
        "1000, 5, 77, 99, true",
        "1000, 5, 77, 77, false",
        "0, 0, 0, 0, false"
    })
    void whatHasOrGetsAnEnvironmentIsKnown(long memory, long code, long begin, long end, boolean has) {
        String text = "13 (a b) R" + " 1".repeat(19) + " " + memory + " 2 3 " + code + " 4".repeat(23) + " " + begin
                + " " + end + " 0\n";
        assertEquals(has, ProcStat.hasEnvironment(text));
    }

    @ParameterizedTest
    @CsvSource({"S, 1, false, true", "Z, 1, true, false", "Z, 3, true, true", "X, 3, true, false", "x, 1, true, false"})
    void whetherItHasEndedIsAboutItsFirstThread(String state, int threads, boolean ended, boolean lives) {
        String rest = REST.replace(" S ", " " + state + " ").replace(" 20 0 1 0 ", " 20 0 " + threads + " 0 ");
        ProcStat stat = ProcStat.parse("13 (a)" + rest).orElseThrow();
        assertEquals(ended, stat.hasEnded());
        assertEquals(lives, stat.lives());
    }

    @Test
    void aLookAtThisProcessFindsIt() throws IOException {
        ProcStat self = ProcStat.read(ProcessHandle.current().pid()).orElseThrow();
        assertEquals(ProcessHandle.current().pid(), self.pid());
        assertEquals(ProcessHandle.current().parent().orElseThrow().pid(), self.parent());
        assertTrue(self.lives());
    }

    @Test
    void aLookAtNobodyIsAnError() {
        assertThrows(IOException.class, () -> ProcStat.read(Integer.MAX_VALUE));
    }

    @Test
    void aZombieDoesNotLive() {
        assertTrue(ProcStat.parse("13 (a)" + REST).orElseThrow().lives());
        assertFalse(ProcStat.parse("13 (a)" + REST.replace(" S ", " Z "))
                .orElseThrow()
                .lives());
    }
}
