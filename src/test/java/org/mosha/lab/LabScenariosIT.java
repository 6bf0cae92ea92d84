package org.mosha.lab;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.mosha.it.Places;

/**
 * All scenarios, one cluster of hosts after the other: two of them at once, or beside much else, would be more than a
 * small machine can keep alive without losing a node by itself.
 */
@Tag(Places.ROOMY)
class LabScenariosIT {
    @Nested
    class Lease extends LabNetwork {}

    @Nested
    class Fencing extends LabFencing {}
}
