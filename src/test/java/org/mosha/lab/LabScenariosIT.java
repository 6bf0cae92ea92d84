package org.mosha.lab;

import org.junit.jupiter.api.Nested;

/**
 * All scenarios, one cluster of hosts after the other: two of them at once would be more than a small machine can keep
 * alive without losing a node by itself.
 */
class LabScenariosIT {
    @Nested
    class Faults extends LabFaults {}

    @Nested
    class Network extends LabNetwork {}

    @Nested
    class Fencing extends LabFencing {}
}
