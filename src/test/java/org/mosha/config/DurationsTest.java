package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "30s,PT30S",
        "500ms,PT0.5S",
        "2m,PT2M",
        "1h,PT1H",
        "24h,PT24H",
        "7,PT7S",
        "0.5,PT0.5S",
        "1.5m,PT1M30S",
        "1ms,PT0.001S",
        "0.001,PT0.001S",
        "86400,PT24H"
    })
    void aNumberAndAUnitAreADuration(String text, Duration expected) {
        assertEquals(Optional.of(expected), Durations.parse(text, ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({"2000,PT2S", "1.5s,PT1.5S"})
    void aBareNumberCountsTheUnitThatTheCallerNames(String text, Duration expected) {
        assertEquals(Optional.of(expected), Durations.parse(text, ChronoUnit.MILLIS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0ms", "0.9ms", "-1s", "+1s", "1S", "86401", "24.1h", "1.", ".5", "1s ", "٣s"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), Durations.parse(text, ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({"2000,PT2S", "0,PT0S", "86400000,PT24H", "86400001,PT24H", "9223372036854775807,PT24H", "-1,PT0S"})
    void whatAnotherDaemonSaysIsNeverLongerThanASettingCanBe(long millis, Duration expected) {
        assertEquals(expected, Durations.bounded(millis));
    }
}
