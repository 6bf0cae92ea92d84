package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosha.SeedFacts;

class QuorumTest {
    @Test
    void givesTheOriginalsSequence() {
        Quorum quorum = Quorum.fresh(0.6);
        int steps = 0;
        for (JsonElement step : SeedFacts.all().getAsJsonArray("quorum_sequence")) {
            int visible = step.getAsJsonArray().get(0).getAsInt();
            Quorum.Outcome outcome = next(quorum, visible);
            assertEquals(step.getAsJsonArray().get(1).getAsBoolean(), outcome.quorate(), "step " + steps);
            quorum = outcome.after();
            steps++;
        }
        assertEquals(14, steps);
    }

    @Test
    void tellsWhatIsNeededAndKeepsItsMemoryWhenLost() {
        Quorum.Outcome outcome = next(new Quorum(0.6, 20), 11);
        assertEquals(new Quorum.Outcome(false, 11, 12, new Quorum(0.6, 20)), outcome);
    }

    @Test
    void anyNumberIsEnoughBeforeTheFirstTime() {
        assertTrue(next(Quorum.fresh(0.6), 1).quorate());
        assertTrue(next(Quorum.fresh(1), 0).quorate());
    }

    @Test
    void aResetLetsFewerNodesGoOn() {
        Quorum lost = next(new Quorum(0.6, 5), 1).after();
        assertTrue(next(lost.reset(1), 1).quorate());
        assertEquals(5, lost.remembered());
    }

    @Test
    void aRatioOfHundredthsIsTakenAsItWasWritten() {
        for (int percent = 0; percent <= 100; percent++) {
            for (int remembered = 0; remembered <= 300; remembered++) {
                int exact = (percent * remembered + 99) / 100;
                assertEquals(exact, new Quorum(percent / 100.0, remembered).required(), percent + "% of " + remembered);
            }
        }
    }

    /** The oracle counts in whole numbers, a node at a time, and keeps every number it ever saw. */
    @Test
    void agreesWithASlowOracleOnRandomSequences() {
        Random random = new Random(20260101);
        int lost = 0;
        for (int run = 0; run < 300; run++) {
            int tenths = random.nextInt(11);
            Quorum quorum = Quorum.fresh(tenths / 10.0);
            SlowQuorum oracle = new SlowQuorum(tenths);
            for (int i = 0; i < 40; i++) {
                int visible = random.nextInt(30);
                Quorum.Outcome outcome = next(quorum, visible);
                assertEquals(oracle.see(visible), outcome.quorate(), "run " + run + " step " + i);
                assertEquals(oracle.remembered(), outcome.after().remembered());
                lost += outcome.quorate() ? 0 : 1;
                quorum = outcome.after();
            }
        }
        assertTrue(lost > 1000, "only " + lost + " losses were tried");
    }

    @Test
    void nodesThatFailInOneBlowAreMissedTogetherHoweverTheyAreSeenToGo() {
        Quorum five = new Quorum(0.6, 5);
        Quorum.Outcome three = at(five, 3, 1000);
        assertTrue(three.quorate());
        assertEquals(5, three.after().remembered());
        Quorum.Outcome two = at(three.after(), 2, 1500);
        assertFalse(two.quorate());
        assertEquals(3, two.required());
        assertEquals(new Quorum(0.6, 5), two.after());
        Quorum.Outcome later = at(two.after(), 2, 1_000_000);
        assertFalse(later.quorate(), "what is not enough never comes to be");
    }

    @Test
    void aClusterShrinksStepByStepWhenEachStepHasSettled() {
        Quorum three = at(at(new Quorum(0.6, 5), 3, 1000).after(), 3, 61_000).after();
        assertEquals(new Quorum(0.6, 3), three);
        assertTrue(at(three, 2, 61_500).quorate());
    }

    @Test
    void ofSeveralNumbersTheHighestIsRemembered() {
        Quorum began = at(new Quorum(0.6, 10), 7, 1000).after();
        Quorum most = at(at(began, 9, 2000).after(), 8, 3000).after();
        Quorum nine = at(most, 8, 61_000).after();
        assertEquals(9, nine.remembered());
        assertEquals(9, at(nine, 8, 120_999).after().remembered());
        assertEquals(8, at(nine, 8, 121_000).after().remembered());
    }

    @Test
    void fewerNodesHaveToBeEnoughWithoutABreak() {
        Quorum began = at(new Quorum(0.6, 5), 3, 1000).after();
        Quorum lost = at(began, 2, 30_000).after();
        Quorum again = at(lost, 3, 40_000).after();
        assertEquals(5, at(again, 3, 61_000).after().remembered());
        Quorum full = at(began, 5, 30_000).after();
        assertEquals(new Quorum(0.6, 5), full);
        assertEquals(5, at(at(full, 3, 40_000).after(), 3, 61_000).after().remembered());
    }

    private static Quorum.Outcome at(Quorum quorum, int visible, long millis) {
        return quorum.next(visible, Duration.ofMillis(millis), Duration.ofSeconds(60));
    }

    /** What is seen long after what was seen before, as the original does it. */
    private static Quorum.Outcome next(Quorum quorum, int visible) {
        return quorum.next(visible, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> Quorum.fresh(1.1));
        assertThrows(IllegalArgumentException.class, () -> Quorum.fresh(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Quorum(0.6, -1));
        assertThrows(IllegalArgumentException.class, () -> next(Quorum.fresh(0.6), -1));
    }

    private static final class SlowQuorum {
        private final int tenths;
        private final List<Integer> good = new ArrayList<>(List.of(0));

        SlowQuorum(int tenths) {
            this.tenths = tenths;
        }

        boolean see(int visible) {
            BigInteger have = BigInteger.ZERO;
            for (int i = 0; i < visible; i++) {
                have = have.add(BigInteger.TEN);
            }
            BigInteger need = BigInteger.ZERO;
            for (int i = 0; i < remembered(); i++) {
                need = need.add(BigInteger.valueOf(tenths));
            }
            if (have.compareTo(need) < 0) {
                return false;
            }
            good.add(visible);
            return true;
        }

        int remembered() {
            return good.get(good.size() - 1);
        }
    }

    @Test
    void aNodeThatWasRemovedIsNotMissed() {
        Quorum two = new Quorum(0.6, 2);
        assertFalse(next(two, 1).quorate());
        assertTrue(next(two.atMost(1), 1).quorate());
        assertEquals(2, two.atMost(3).remembered());
    }
}
