package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a quorum is said to take. */
class QuorumVerbTest {
    @Test
    void aRatioThatIsOffIsSaidToBeSo() {
        assertEquals("only a majority of the ensemble, as quorum.ratio is 0", QuorumVerb.needed(0, 0, true));
        assertEquals("none, as quorum.ratio is 0", QuorumVerb.needed(0, 0, false));
    }

    @Test
    void aRatioIsToldWithTheNumberThatItMakes() {
        assertEquals("2 (quorum.ratio 0.6)", QuorumVerb.needed(2, 0.6, false));
        assertEquals("2 (quorum.ratio 0.6), and a majority of the ensemble", QuorumVerb.needed(2, 0.6, true));
    }
}
