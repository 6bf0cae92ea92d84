package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerLine;

/** Which overlaps come of a host that stood still, and which do not. */
class FrozenTest {
    private static final Frozen FROZEN = new Frozen(1, 200, 500);

    private static LedgerCheck.Overlap overlap(String... lines) {
        LedgerCheck check = new LedgerCheck();
        for (String line : lines) {
            check.add(LedgerLine.parse(line).orElseThrow());
        }
        return check.overlaps().get(0);
    }

    @Test
    void theTimesAreInTheEvents() {
        assertEquals(
                List.of(FROZEN, new Frozen(2, 600, Long.MAX_VALUE)),
                Frozen.in(List.of(
                        "200 EVENT freeze h1", "300 EVENT off-begin h3", "500 EVENT thaw h1", "600 EVENT freeze h2")));
    }

    @Test
    void whatRanBeforeMayRunForAMomentAfterwards() {
        assertEquals(
                OptionalLong.of(20),
                FROZEN.overlapAfter(overlap(
                        "100 1 web start 11", "400 2 web start 12", "520 1 web alive 11", "600 2 web alive 12")));
    }

    @Test
    void anOverlapThatBeganBeforeDoesNotComeOfIt() {
        assertEquals(
                OptionalLong.empty(),
                FROZEN.overlapAfter(overlap("100 1 web start 11", "150 2 web start 12", "520 1 web alive 11")));
    }

    @Test
    void whatIsStartedAfterwardsDoesNotComeOfIt() {
        assertEquals(
                OptionalLong.empty(),
                FROZEN.overlapAfter(overlap("510 1 web start 13", "400 2 web start 12", "600 2 web alive 12")));
    }

    @Test
    void anotherHostsProcessesDoNotComeOfIt() {
        assertEquals(
                OptionalLong.empty(),
                new Frozen(3, 200, 500)
                        .overlapAfter(overlap("100 1 web start 11", "400 2 web start 12", "520 1 web alive 11")));
    }
}
