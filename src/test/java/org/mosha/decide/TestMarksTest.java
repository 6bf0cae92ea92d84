package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class TestMarksTest {
    private static final GroupName WEB = new GroupName("web");
    private static final NodeId ONE = new NodeId(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aMarkHoldsForItsTimeAndThenExpires() {
        TestMarks marks = fail(TestMarks.none(), Duration.ZERO);
        assertEquals(Set.of(ONE), marks.holding(WEB, Duration.ofSeconds(59)));
        assertEquals(Set.of(), marks.holding(WEB, MINUTE));
        assertEquals(
                "its test failed here 12 s ago: exit code 1, next try in 48 s",
                marks.mark(WEB, ONE).orElseThrow().text(Duration.ofSeconds(12)));
    }

    @Test
    void furtherFailuresHoldTwiceAsLongUpToEightTimes() {
        TestMarks marks = TestMarks.none();
        long[] minutes = {1, 2, 4, 8, 8};
        for (long length : minutes) {
            marks = fail(marks, Duration.ofDays(1));
            assertEquals(
                    Duration.ofDays(1).plusMinutes(length),
                    marks.mark(WEB, ONE).orElseThrow().until());
        }
    }

    @Test
    void aGroupThatRunsIsForgiven() {
        TestMarks marks = fail(TestMarks.none(), Duration.ZERO);
        assertEquals(Optional.empty(), marks.without(List.of(WEB)).mark(WEB, ONE));
        assertSame(marks, marks.without(List.of(new GroupName("db"))));
    }

    private static TestMarks fail(TestMarks marks, Duration now) {
        return marks.failed(Map.of(WEB, Map.of(ONE, "exit code 1")), MINUTE, now);
    }
}
