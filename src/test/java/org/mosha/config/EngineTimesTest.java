package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the times keep the order on which it rests that nothing runs twice. */
class EngineTimesTest {
    private static EngineTimes of(long millis) {
        return new EngineTimes(Duration.ofMillis(millis));
    }

    private static void inOrder(Duration first, Duration second) {
        assertTrue(first.compareTo(second) <= 0, () -> first + " should not be longer than " + second);
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 700, 800, 1000, 1800, 2000, 5000, 60_000})
    void nobodyTakesOverBeforeALostNodeHasKilledEverything(long millis) {
        EngineTimes times = of(millis);
        inOrder(times.doubt(), times.lease());
        inOrder(times.lease(), times.quietBound());
        inOrder(times.quietBound(), times.silence());
        inOrder(times.silence(), times.expulsion());
        inOrder(times.session(), times.expulsion());
        inOrder(times.expulsion().plus(times.beat()), times.takeoverBound());
        inOrder(times.takeoverBound(), times.takeoverBoundOfLeader());
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 700, 1000, 2000, 60_000})
    void nodesWithTheSameTimeSayThatTheyLiveAtTheSameMoments(long millis) {
        EngineTimes times = of(millis);
        Instant first = Instant.parse("2026-03-01T12:00:00.123456789Z");
        Instant moment = first.plus(times.untilBeat(first));
        for (long part = 0; part < 8; part++) {
            Instant woken = first.plus(times.beat().multipliedBy(part).dividedBy(8));
            Duration rest = Duration.between(moment, woken.plus(times.untilBeat(woken)));
            assertEquals(0, rest.toNanos() % times.beat().toNanos());
        }
    }

    @Test
    void whoWakesEarlyIsNotEarlyForTheNextMoment() {
        Instant early = Instant.parse("2026-03-01T12:00:00.749900Z");
        assertEquals(Duration.ofNanos(250_100_000), of(1500).untilBeat(early));
        assertEquals(Duration.ofNanos(249_900_000), of(1500).untilBeat(early.plusNanos(200_000)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000_000_001L, 0, 1, 1_772_366_400_000_000_001L})
    void atAnyTimeItIsSaidSoonAgain(long nanos) {
        Duration rest = of(1500).untilBeat(Instant.EPOCH.plusNanos(nanos));
        inOrder(Duration.ofMillis(250).dividedBy(8), rest);
        inOrder(rest, Duration.ofMillis(250).multipliedBy(9).dividedBy(8));
    }

    @Test
    void theBoundsAreToldInOneLine() {
        assertEquals(
                "a node that is cut off has stopped everything after 1.7 s; its groups may start elsewhere after 2.333 s, "
                        + "or 3.333 s at most when its peer has led the ensemble",
                of(2000).bounds());
    }

    @Test
    void howLongAnExternalEnsembleMayBeSilentIsTold() {
        assertEquals(
                "a node that is cut off has stopped everything after 1.7 s; its groups may start elsewhere after 2.333 s,"
                        + " while the ensemble answers; all groups stop when it does not for more than 1.046 s, as between"
                        + " two leaders (its tickTime and syncLimit)",
                of(2000).boundsOfExternal());
    }
}
