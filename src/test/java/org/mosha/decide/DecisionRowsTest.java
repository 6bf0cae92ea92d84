package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.model.Runlevel;

/** All rows of the original's decisions: Mosha decides the same, but for the rows that a quirk names. */
class DecisionRowsTest {
    @Test
    void everyRowIsDecidedAsTheOriginalDoesButForTheNamedQuirks() {
        Map<Quirk, Integer> counts = new EnumMap<>(Quirk.class);
        int same = 0;
        for (DecisionRow row : DecisionRow.all()) {
            Decision decision = decide(row);
            Optional<Quirk> quirk = quirk(row);
            if (quirk.isPresent()) {
                assertQuirk(quirk.get(), row, decision);
                counts.merge(quirk.get(), 1, Integer::sum);
            } else {
                assertEquals(row.tell(), decision.tell(), row.text());
                assertEquals(row.pace(), pace(decision.pace()), row.text());
                same++;
            }
        }
        assertEquals(
                Map.of(
                        Quirk.PLANNED_BUT_STOP_WANTED, 2,
                        Quirk.WANTED_LEVEL_FAILED, 2,
                        Quirk.STOP_NOT_REPEATED, 56),
                counts);
        assertEquals(418, same);
    }

    @Test
    void theRowsOfAQuirkAreThoseOfItsOwnCondition() {
        for (DecisionRow row : DecisionRow.all()) {
            Facts facts = facts(row);
            for (Quirk quirk : Quirk.values()) {
                boolean expected = quirk(row).filter(quirk::equals).isPresent();
                boolean shadowed = row.hactl().isEmpty() || row.remote().isPresent();
                if (!shadowed || quirk == Quirk.STOP_NOT_REPEATED) {
                    assertEquals(expected, quirk.holds(facts), quirk + " " + row.text());
                }
            }
        }
    }

    @Test
    void noRowTouchesTheClaimWithoutGoingOn() {
        for (DecisionRow row : DecisionRow.all()) {
            Decision decision = decide(row);
            boolean goesOn = decision.tell().isPresent() && !decision.tell().equals(Optional.of(Runlevel.STOP));
            if (goesOn) {
                assertEquals(ClaimStep.TAKE, decision.claim(), row.text());
            }
            if (decision.tell().equals(Optional.of(Runlevel.STOP))
                    || row.local().isEmpty() && !goesOn) {
                assertEquals(ClaimStep.KEEP, decision.claim(), row.text());
            }
        }
    }

    @Test
    void everyDecisionSaysWhyInOneLine() {
        for (DecisionRow row : DecisionRow.all()) {
            String why = decide(row).why();
            assertFalse(why.isBlank(), row.text());
            assertTrue(why.lines().count() == 1, row.text());
        }
    }

    private static void assertQuirk(Quirk quirk, DecisionRow row, Decision decision) {
        Optional<Runlevel> tell = switch (quirk) {
            case PLANNED_BUT_STOP_WANTED, WANTED_LEVEL_FAILED -> Optional.of(Runlevel.STOP);
            case STOP_NOT_REPEATED, PHASE_IS_WANTED, CLAIM_SETTLES_CONFLICT -> Optional.empty();
        };
        assertEquals(tell, decision.tell(), row.text());
        assertFalse(row.tell().equals(decision.tell()), "no deviation in " + row.text());
    }

    /** Which rows are meant, said once more in the rows' own terms. */
    private static Optional<Quirk> quirk(DecisionRow row) {
        String hactl = row.hactl().map(Runlevel::value).orElse("");
        boolean alone = row.remote().isEmpty();
        if (hactl.equals("stop") && row.place().equals("plan/DONE") && alone) {
            return Optional.of(Quirk.PLANNED_BUT_STOP_WANTED);
        }
        if (hactl.equals("start") && row.place().equals("start/FAILED") && alone) {
            return Optional.of(Quirk.WANTED_LEVEL_FAILED);
        }
        if (row.place().startsWith("stop/") && (hactl.isEmpty() || !alone)) {
            return Optional.of(Quirk.STOP_NOT_REPEATED);
        }
        return Optional.empty();
    }

    private static Facts facts(DecisionRow row) {
        return FactsBuilder.unwanted()
                .wanted(row.hactl())
                .instances(row.instances())
                .turn(Turn.byChance(row.draw(), 3, 1.5))
                .facts();
    }

    private static Decision decide(DecisionRow row) {
        return Decider.decide(facts(row));
    }

    private static String pace(Pace pace) {
        return switch (pace) {
            case MEAN_WITH_5 -> "avg(5)";
            case MEAN_WITH_10 -> "avg(10)";
            case MEAN_WITH_NODES -> "avg(N)";
            case BACKOFF -> "backoff";
        };
    }
}
