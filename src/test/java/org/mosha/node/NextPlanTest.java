package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.mosha.model.NodeId;

/** Asking what the node would do leaves its own thread alone. */
class NextPlanTest {
    private static final long SECOND = 1_000_000_000;

    private final SimWorld world = new SimWorld(SimPlan.small(1));
    private final SimHost host = world.host(new NodeId(1));

    private void live(int seconds) {
        long end = world.queue().now() + seconds * SECOND;
        world.queue().after(seconds * SECOND, () -> {});
        while (world.queue().now() < end) {
            world.queue().step();
        }
    }

    @Test
    void theAnswerComesWithoutTheNodesThreadAndIsWorkedOutOnceForEachPlan() {
        host.start();
        live(10);
        Inbox nobodyReads = new Inbox();
        NodeCore core = host.life().core();
        NodeDoor door = new NodeDoor(core, nobodyReads, host.life().engine(), new Journal(host.life()));
        String json = door.simulate();
        JsonObject plan = JsonParser.parseString(json).getAsJsonObject();
        assertEquals(1, plan.get("node").getAsInt());
        assertEquals(
                core.published().plan().groups().size(),
                plan.getAsJsonObject("groups").size());
        assertTrue(plan.getAsJsonObject("groups").size() > 0, json);
        assertSame(json, door.simulate());
        live(5);
        assertNotSame(json, door.simulate());
    }
}
