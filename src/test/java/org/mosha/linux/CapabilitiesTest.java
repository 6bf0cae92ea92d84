package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void whoHasAllMayReadOthersAndARootOfADockerContainerMayNot() {
        assertTrue(Capabilities.parse(List.of("Name:\tjava", "CapEff:\t000001ffffffffff"))
                .readOthers());
        assertTrue(Capabilities.parse(List.of("CapEff:\t0000000000080000")).readOthers());
        assertFalse(Capabilities.parse(List.of("CapEff:\t00000000a80425fb")).readOthers());
        assertFalse(Capabilities.parse(List.of("CapPrm:\t000001ffffffffff")).readOthers());
    }
}
