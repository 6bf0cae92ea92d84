package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void signalsThatAreBlockedOrIgnoredAreFound() {
        assertEquals("", Chain.unusualSignals(List.of("Name:\tjava", "SigBlk:\t0000000000000000")));
        assertEquals(
                "1,2,3,13,15",
                Chain.unusualSignals(List.of("SigBlk:\t0000000000004007", "SigIgn:\t0000000000001000", "SigCgt:\tf")));
        assertEquals("31", Chain.unusualSignals(List.of("SigBlk:\tfffffffe40000000")));
    }
}
