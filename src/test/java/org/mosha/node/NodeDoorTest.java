package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** What a node says of the orders that it is given. */
class NodeDoorTest {
    private static final long SECOND = 1_000_000_000;
    private static final GroupName GROUP = new GroupName("g0");

    private final SimWorld world = new SimWorld(SimPlan.small(1));
    private final SimHost host = world.host(new NodeId(1));
    private Journal journal;
    private NodeDoor door;

    @BeforeEach
    void live() {
        host.start();
        long end = world.queue().now() + 10 * SECOND;
        world.queue().after(10 * SECOND, () -> {});
        while (world.queue().now() < end) {
            world.queue().step();
        }
        journal = new Journal(host.life());
        door = new NodeDoor(host.life().core(), new Inbox(), host.life().engine(), journal);
    }

    private void assertTold(String end) {
        List<String> last = journal.last(1);
        assertTrue(last.size() == 1 && last.get(0).endsWith(end), () -> "" + last);
    }

    @Test
    void aLevelIsToldAsNewOnlyWhereItIsAnotherOne() throws Exception {
        Runlevel more = new Runlevel("more");
        door.setRunlevel(GROUP, more);
        assertTold("g0 is wanted at more from now on");
        assertEquals(more, door.setRunlevel(GROUP, more), "what the file has, though no cycle has come since");
        assertTold("g0 is wanted at more, as before");
        assertEquals(more, door.setRunlevel(GROUP, Runlevel.STOP));
        assertTold("g0 is wanted at stop from now on");
    }
}
