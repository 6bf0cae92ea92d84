package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimesTest {
    /** In summer, in winter, and across midnight. */
    @ParameterizedTest
    @CsvSource({
        "2026-05-01T12:00:00.005Z web: start, 2026-05-01T14:00:00.005+02:00 web: start",
        "2026-12-31T23:30:00.500Z web: start, 2027-01-01T00:30:00.500+01:00 web: start",
        "12  2026-05-01T12:00:00Z  node 1, 12  2026-05-01T14:00:00+02:00  node 1"
    })
    void theTimeAtTheBeginningIsLocal(String told, String shown) {
        assertEquals(shown, LocalTimes.of(told, ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web: start", "web: since 2026-05-01T12:00:00Z", "2026-05-01T12:00:00.005+02:00 web"})
    void allElseStaysAsItIs(String line) {
        assertEquals(line, LocalTimes.of(line, ZoneOffset.UTC));
    }
}
