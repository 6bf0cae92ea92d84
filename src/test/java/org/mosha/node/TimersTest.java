package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.mosha.init.EntryKey;
import org.mosha.init.InitEvent;
import org.mosha.model.GroupName;
import org.mosha.model.Tag;

class TimersTest {
    private static InitEvent.Timer timer(long token) {
        return new InitEvent.Timer(new EntryKey(new GroupName("web"), new Tag("httpd")), token);
    }

    @Test
    void theyComeByTheirTimeAndNotBefore() {
        Timers timers = new Timers(0);
        timers.arm(timer(2), 200);
        timers.arm(timer(1), 100);
        assertNull(timers.poll(99));
        assertEquals(timer(1), timers.poll(100));
        assertNull(timers.poll(100));
        assertEquals(timer(2), timers.poll(1_000));
        assertNull(timers.poll(1_000));
    }

    @Test
    void theWaitIsUntilTheNextOneButNeverLongerThanTheMost() {
        Timers timers = new Timers(0);
        assertEquals(50, timers.untilNext(0, 50));
        timers.arm(timer(1), 100);
        assertEquals(30, timers.untilNext(70, 50));
        assertEquals(50, timers.untilNext(10, 50));
        assertEquals(0, timers.untilNext(500, 50));
    }

    @Test
    void aClockThatWrapsDoesNotDisturbTheirOrder() {
        long origin = Long.MAX_VALUE - 10;
        Timers timers = new Timers(origin);
        timers.arm(timer(2), origin + 100);
        timers.arm(timer(1), origin + 5);
        assertEquals(5, timers.untilNext(origin, 1_000));
        assertEquals(timer(1), timers.poll(origin + 50));
        assertNull(timers.poll(origin + 50));
        assertEquals(timer(2), timers.poll(origin + 100));
    }
}
