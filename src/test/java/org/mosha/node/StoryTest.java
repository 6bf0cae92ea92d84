package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;

/** What a node of three tells and shows of what happens, and of what it is told. */
class StoryTest {
    private static final long SECOND = 1_000_000_000;

    private SimWorld world;
    /** A node that runs a group. */
    private SimHost teller;

    private List<SimHost> others;
    private final List<Notice> notices = new ArrayList<>();

    private void open(FencingPolicy policy) {
        world = new SimWorld(new SimPlan(
                1,
                3,
                6,
                1,
                0,
                Duration.ofSeconds(10),
                policy,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                SimPlan.Flaw.NONE,
                true,
                SimPlan.Course.FAULTS));
        world.hosts().forEach(SimHost::start);
        until(() -> world.hosts().stream().anyMatch(StoryTest::runsSomething));
        teller = world.hosts().stream()
                .filter(StoryTest::runsSomething)
                .findFirst()
                .orElseThrow();
        others = world.hosts().stream().filter(host -> host != teller).toList();
        until(() -> core().published().plan().view().upNodes().size() == 3);
        teller.life().journal().onNotice(notices::add);
    }

    private static boolean runsSomething(SimHost host) {
        return host.life().core() != null
                && host.life().core().published().snapshot().groups().values().stream()
                        .anyMatch(group -> group.local() && group.running());
    }

    private NodeCore core() {
        return teller.life().core();
    }

    private void until(BooleanSupplier condition) {
        long end = world.queue().now() + 120 * SECOND;
        while (!condition.getAsBoolean()) {
            assertTrue(world.queue().now() < end, "not so after two minutes");
            world.queue().step();
        }
    }

    private int first(String type, String state) {
        for (int i = 0; i < notices.size(); i++) {
            Notice notice = notices.get(i);
            if (notice.type().equals(type)
                    && (state.isEmpty() || state.equals(notice.data().get("state")))) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void whatHasHappenedIsToldBeforeWhatIsDoneAboutIt() {
        open(FencingPolicy.LEASE);
        others.forEach(SimHost::powerOff);
        until(() -> first(Notice.QUORUM_LOST, "") >= 0 && first(Notice.GROUP_STATE, "STOPPING") >= 0);
        assertTrue(first(Notice.QUORUM_LOST, "") < first(Notice.GROUP_STATE, "STOPPING"), () -> "" + notices);
        List<String> told = teller.life().journal().last(100);
        assertTrue(index(told, "quorum lost") < index(told, "CONFIGURED"), () -> "" + told);
    }

    private static int index(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        return lines.size();
    }

    @Test
    void aLostClusterIsAnAlertOnlyWhereSomethingRuns() {
        open(FencingPolicy.LEASE);
        SimHost idle = others.get(0);
        idle.life().order(() -> idle.life().core().standingBy().order(true));
        until(() -> idle.life().core().halting().isDone() && runsSomething(teller));
        List.of(idle, teller).forEach(host -> host.reach(SimHost.Reach.FAILS));
        until(() -> tells(idle, "has not reached its cluster") && tells(teller, "has not reached its cluster"));
        assertTrue(tells(teller, " ms: everything that it runs is killed"));
        assertTrue(tells(idle, " ms, and runs nothing"));
    }

    private static boolean tells(SimHost host, String part) {
        return host.life().journal().last(100).stream().anyMatch(line -> line.contains(part));
    }

    @Test
    void whoIsToBeShotIsPendingUntilItIsConfirmedOff() {
        open(FencingPolicy.STOMITH);
        NodeCore core = core();
        NodeId lost = others.get(0).id();
        assertEquals(Set.of(), core.published().snapshot().fence().pending());
        others.get(0).powerOff();
        until(() -> core.published().snapshot().fence().pending().equals(Set.of(lost)));
        core.confirmOff(lost);
        core.cycle(true);
        assertEquals(Set.of(), core.published().snapshot().fence().pending());
        assertEquals(
                "confirmed off by the operator",
                core.published().snapshot().fence().lastResult());
    }

    @Test
    void theCycleTimeThatIsSetIsTheOneThatIsPlannedWith() throws Exception {
        open(FencingPolicy.LEASE);
        NodeCore core = core();
        Inbox inbox = new Inbox();
        NodeDoor door =
                new NodeDoor(core, inbox, teller.life().engine(), teller.life().journal());
        Duration set = Duration.ofSeconds(9);
        CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> door.setCycleTime(set));
        for (NodeEvent event : inbox.take(Long.MAX_VALUE)) {
            core.handle(event);
        }
        answer.get();
        assertEquals(set, core.remembering().memory().cycleTime().current());
        assertEquals(9, core.published().snapshot().cycle().seconds());
    }
}
