package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
    private final Marks marks = new Marks("/var/lib/möwe", "1.a");

    private Optional<Marks.Mark> find(String environ) {
        byte[] bytes = environ.getBytes(StandardCharsets.UTF_8);
        return marks.find(bytes, bytes.length);
    }

    @Test
    void whatIsPutIsFound() {
        Map<String, String> environment = new HashMap<>(Map.of("A", "b"));
        marks.put(environment, 17);
        StringBuilder environ = new StringBuilder();
        environment.forEach(
                (name, value) -> environ.append(name).append('=').append(value).append('\0'));
        assertEquals(Optional.of(new Marks.Mark("1.a", 17)), find(environ.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A=b\0",
                "MOSHA_DAEMON=/var/lib/möwe2\0MOSHA_RUN=1.a.17\0",
                "MOSHA_DAEMON=/var/lib/möwe\0",
                "MOSHA_DAEMON=/var/lib/möwe\0MOSHA_RUN=17\0",
                "MOSHA_DAEMON=/var/lib/möwe\0MOSHA_RUN=a.b\0",
                "X=MOSHA_DAEMON=/var/lib/möwe\0MOSHA_RUN=1.a.17\0"
            })
    void anythingElseIsNoMark(String environ) {
        assertEquals(Optional.empty(), find(environ));
    }
}
