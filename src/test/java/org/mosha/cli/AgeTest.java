package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0s",
        "0, 0s",
        "59, 59s",
        "60, 1m00s",
        "192, 3m12s",
        "3599, 59m59s",
        "3600, 1h00m",
        "18180, 5h03m",
        "86399, 23h59m",
        "86400, 1d00h",
        "1051200, 12d04h"
    })
    void theTwoBiggestUnitsShow(long seconds, String text) {
        assertEquals(text, Age.of(Duration.ofSeconds(seconds)));
    }
}
