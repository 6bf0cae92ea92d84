package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.math.BigInteger;
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
            Quorum.Outcome outcome = quorum.next(visible);
            assertEquals(step.getAsJsonArray().get(1).getAsBoolean(), outcome.quorate(), "step " + steps);
            quorum = outcome.after();
            steps++;
        }
        assertEquals(14, steps);
    }

    @Test
    void tellsWhatIsNeededAndKeepsItsMemoryWhenLost() {
        Quorum.Outcome outcome = new Quorum(0.6, 20).next(11);
        assertEquals(new Quorum.Outcome(Quorum.Verdict.LOST, 11, 12, new Quorum(0.6, 20)), outcome);
    }

    @Test
    void anyNumberIsEnoughBeforeTheFirstTime() {
        assertTrue(Quorum.fresh(0.6).next(1).quorate());
        assertTrue(Quorum.fresh(1).next(0).quorate());
    }

    @Test
    void aResetLetsFewerNodesGoOn() {
        Quorum lost = new Quorum(0.6, 5).next(1).after();
        assertTrue(lost.reset(1).next(1).quorate());
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
                Quorum.Outcome outcome = quorum.next(visible);
                assertEquals(oracle.see(visible), outcome.quorate(), "run " + run + " step " + i);
                assertEquals(oracle.remembered(), outcome.after().remembered());
                lost += outcome.quorate() ? 0 : 1;
                quorum = outcome.after();
            }
        }
        assertTrue(lost > 1000, "only " + lost + " losses were tried");
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> Quorum.fresh(1.1));
        assertThrows(IllegalArgumentException.class, () -> Quorum.fresh(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Quorum(0.6, -1));
        assertThrows(IllegalArgumentException.class, () -> Quorum.fresh(0.6).next(-1));
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
        assertEquals(Quorum.Verdict.LOST, two.next(1).verdict());
        assertEquals(Quorum.Verdict.QUORATE, two.atMost(1).next(1).verdict());
        assertEquals(2, two.atMost(3).remembered());
    }
}
