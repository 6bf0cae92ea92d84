package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosha.config.Cltab;
import org.mosha.config.Damages;
import org.mosha.config.Hactl;
import org.mosha.config.Parsed;
import org.mosha.node.ConfigKeeper.Verdict;

/** A file that was damaged at random comes into force only when it has no error, and then as it reads. */
class DamagedFilesInForceTest {
    private static final int FILES = 10_000;
    private static final Cltab GOOD_CLTAB = Cltab.parse("f", Damages.CLTAB).value();
    private static final Hactl GOOD_HACTL = Hactl.parse("f", Damages.HACTL).value();

    private final ConfigKeeper keeper = new ConfigKeeper();

    @Test
    void noDamagedCltabComesIntoForce() {
        int refused = 0;
        for (long seed = 0; seed < FILES; seed++) {
            assertTrue(keeper.offerCltab(ConfigKeeperTest.text("f", Damages.CLTAB)) != Verdict.REJECTED);
            String damaged = Damages.of(Damages.CLTAB, Damages.HACTL, new Random(seed));
            Parsed<Cltab> parsed = Cltab.parse("f", damaged);
            Verdict verdict = keeper.offerCltab(ConfigKeeperTest.text("f", damaged));
            assertEquals(parsed.hasErrors(), verdict == Verdict.REJECTED, damaged);
            assertEquals(parsed.hasErrors() ? GOOD_CLTAB : parsed.value(), keeper.cltab(), damaged);
            refused += parsed.hasErrors() ? 1 : 0;
        }
        assertTrue(refused > FILES / 4, "the damages hardly damage: " + refused);
    }

    @Test
    void noDamagedHactlComesIntoForce() {
        int refused = 0;
        for (long seed = 0; seed < FILES; seed++) {
            assertTrue(keeper.offerHactl(ConfigKeeperTest.text("f", Damages.HACTL)) != Verdict.REJECTED);
            String damaged = Damages.of(Damages.HACTL, Damages.CLTAB, new Random(seed));
            Parsed<Hactl> parsed = Hactl.parse("f", damaged);
            Verdict verdict = keeper.offerHactl(ConfigKeeperTest.text("f", damaged));
            assertEquals(parsed.hasErrors(), verdict == Verdict.REJECTED, damaged);
            assertEquals(parsed.hasErrors() ? GOOD_HACTL : parsed.value(), keeper.hactl(), damaged);
            refused += parsed.hasErrors() ? 1 : 0;
        }
        assertTrue(refused > FILES / 4, "the damages hardly damage: " + refused);
    }
}
