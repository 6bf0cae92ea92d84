package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;

class DrawsTest {
    private static final GroupName WEB = new GroupName("web");

    @Test
    void aDrawHangsOnSeedAndGroupOnly() {
        assertEquals(new Draws(7).of(WEB), new Draws(7).of(new GroupName("web")));
        assertNotEquals(new Draws(7).of(WEB), new Draws(8).of(WEB));
        assertNotEquals(new Draws(7).of(WEB), new Draws(7).of(new GroupName("db")));
    }

    @Test
    void drawsAreEvenFromZeroUpToOne() {
        int[] tenths = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            double draw = new Draws(seed).of(WEB);
            assertTrue(draw >= 0 && draw < 1);
            tenths[(int) (draw * 10)]++;
        }
        for (int count : tenths) {
            assertEquals(1000, count, 5 * Math.sqrt(10_000 * 0.1 * 0.9));
        }
    }

    /** Nodes of different versions must rank alike, so these numbers may never change. */
    @Test
    void theHashIsThePublishedOne() {
        assertEquals(0xe220a8397b1dcdafL, Draws.mix(0), "SplitMix64, seed 0, first output");
        assertEquals(0xaf63dc4c8601ec8cL, Draws.hash(new GroupName("a")), "FNV-1a, 64 bits, of \"a\"");
        assertEquals(0x85944171f73967e8L, Draws.hash(new GroupName("foobar")), "FNV-1a, 64 bits, of \"foobar\"");
    }
}
