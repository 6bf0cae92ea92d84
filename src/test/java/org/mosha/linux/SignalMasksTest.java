package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalMasksTest {
    @Test
    void bitsStandForSignals() {
        SignalMasks masks =
                SignalMasks.parse(List.of("Name:\tjava", "SigBlk:\t0000000000004003", "SigIgn:\tffffffff00000004"));
        assertTrue(masks.blocks(1));
        assertTrue(masks.blocks(15));
        assertFalse(masks.blocks(3));
        assertEquals(List.of(1, 2, 3, 15), masks.unusual());
    }

    @Test
    void noLinesAreNoSignals() {
        assertEquals(new SignalMasks(0, 0), SignalMasks.parse(List.of("SigBlk: what")));
    }
}
