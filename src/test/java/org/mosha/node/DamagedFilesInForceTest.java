package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mosha.config.Cltab;
import org.mosha.config.Damages;
import org.mosha.config.Hactl;
import org.mosha.config.Parsed;
import org.mosha.node.ConfigKeeper.Verdict;

/** A file that was damaged at random comes into force only when it has no error, and then as it reads. */
class DamagedFilesInForceTest {
    private static final int FILES = 10_000;

    private final ConfigKeeper keeper = new ConfigKeeper();

    @Test
    void noDamagedCltabComesIntoForce() {
        comesIntoForceOnlyWithoutErrors(
                Damages.CLTAB, Damages.HACTL, text -> Cltab.parse("f", text), keeper::offerCltab, keeper::cltab);
    }

    @Test
    void noDamagedHactlComesIntoForce() {
        comesIntoForceOnlyWithoutErrors(
                Damages.HACTL, Damages.CLTAB, text -> Hactl.parse("f", text), keeper::offerHactl, keeper::hactl);
    }

    private static <T> void comesIntoForceOnlyWithoutErrors(
            String good,
            String other,
            Function<String, Parsed<T>> parser,
            Function<ConfigText, Verdict> offer,
            Supplier<T> inForce) {
        T whole = parser.apply(good).value();
        int refused = 0;
        for (long seed = 0; seed < FILES; seed++) {
            assertTrue(offer.apply(ConfigKeeperTest.text("f", good)) != Verdict.REJECTED);
            String damaged = Damages.of(good, other, new Random(seed));
            Parsed<T> parsed = parser.apply(damaged);
            Verdict verdict = offer.apply(ConfigKeeperTest.text("f", damaged));
            assertEquals(parsed.hasErrors(), verdict == Verdict.REJECTED, damaged);
            assertEquals(parsed.hasErrors() ? whole : parsed.value(), inForce.get(), damaged);
            refused += parsed.hasErrors() ? 1 : 0;
        }
        assertTrue(refused > FILES / 4, "the damages hardly damage: " + refused);
    }
}
