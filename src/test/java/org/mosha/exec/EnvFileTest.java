package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "A=b,b",
                "A=,||",
                "A=b c=d,b c=d",
                "A=\"b c\",b c",
                "A='b \"c\" $d',b \"c\" $d",
                "A=b'c,b'c",
                "export A=b,b",
                "  A=b  ,b",
                "A=b # c,b # c"
            })
    void aValueIsWhatStandsThere(String line, String value) throws CannotSpawn {
        assertEquals(Map.of("A", value), EnvFile.parse("f", List.of(line)));
    }

    @Test
    void commentsAndBlankLinesAreSkippedAndTheLastOneCounts() throws CannotSpawn {
        assertEquals(Map.of("A", "2", "B", "3"), EnvFile.parse("f", List.of("# a", "", "  # b", "A=1", "B=3", "A=2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "=b", "1A=b", "A B=c", "A-B=c", "A='b", "A=\"b\" c", "A=\"", "A='a'b'", "A=b\0"})
    void aBadLineIsNamed(String line) {
        CannotSpawn e = assertThrows(CannotSpawn.class, () -> EnvFile.parse("some/file", List.of("# x", line)));
        assertEquals("env-file some/file:2: ", e.getMessage().substring(0, 22));
    }

    @Test
    void aFileWithoutAnEndIsTooLarge() {
        CannotSpawn e = assertThrows(CannotSpawn.class, () -> EnvFile.read("/dev/zero"));
        assertEquals("env-file /dev/zero is too large: expected 1 MiB at most", e.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        CannotSpawn e = assertThrows(CannotSpawn.class, () -> EnvFile.read("/no/such/file"));
        assertEquals("env-file /no/such/file does not exist", e.getMessage());
    }
}
