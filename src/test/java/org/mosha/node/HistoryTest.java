package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final History history = new History();

    @Test
    void theNewestLinesComeOldestFirst() {
        history.add(NOON, "one");
        history.add(NOON.plusMillis(5), "two");
        history.add(NOON.plusMillis(10), "three");
        assertEquals(List.of("2026-05-01T12:00:00.005Z two", "2026-05-01T12:00:00.010Z three"), history.last(2));
        assertEquals(3, history.last(100).size());
        assertEquals(List.of(), history.last(0));
        assertEquals(List.of(), history.last(-1));
    }

    @Test
    void theOldestAreForgotten() {
        for (int i = 0; i < 5_000; i++) {
            history.add(NOON, Integer.toString(i));
        }
        List<String> all = history.last(Integer.MAX_VALUE);
        assertEquals(2_000, all.size());
        assertEquals("2026-05-01T12:00:00.000Z 3000", all.get(0));
        assertEquals("2026-05-01T12:00:00.000Z 4999", all.get(1_999));
    }
}
