package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class PlacementTest {
    private static final GroupName WEB = new GroupName("web");

    @Test
    void allNodesAgreeOnOneTotalOrderWhateverOrderTheyKnowTheNodesIn() {
        Random random = new Random(20260103);
        for (int run = 0; run < 500; run++) {
            List<NodeId> nodes = nodes(1 + random.nextInt(10));
            Map<NodeId, Integer> counts = randomCounts(random, nodes);
            List<NodeId> preferred = subset(random, nodes);
            Set<NodeId> marked = new HashSet<>(subset(random, nodes));
            Set<Integer> ranks = new HashSet<>();
            Set<Optional<NodeId>> best = new HashSet<>();
            for (NodeId self : nodes) {
                List<NodeId> shuffled = new ArrayList<>(nodes);
                Collections.shuffle(shuffled, random);
                Placement.Standing standing = new Placement(self, shuffled, counts).place(WEB, preferred, marked);
                ranks.add(standing.rank());
                best.add(standing.best());
                assertEquals(standing.rank() == 0, standing.best().equals(Optional.of(self)));
            }
            assertEquals(nodes.size(), ranks.size(), "two nodes have one rank in run " + run);
            assertEquals(1, best.size());
        }
    }

    @Test
    void preferredNodesComeFirstInTheirOrder() {
        List<NodeId> nodes = nodes(4);
        Map<NodeId, Integer> counts = Map.of(node(4), 90, node(2), 50);
        List<NodeId> preferred = List.of(node(4), node(2));
        assertEquals(0, rank(4, nodes, counts, preferred, Set.of()));
        assertEquals(1, rank(2, nodes, counts, preferred, Set.of()));
    }

    @Test
    void amongEquallyPreferredNodesTheOneWithTheFewestGroupsComesFirst() {
        Map<NodeId, Integer> counts = Map.of(node(1), 3, node(2), 1, node(3), 2);
        assertEquals(2, rank(1, nodes(3), counts, List.of(), Set.of()));
        assertEquals(0, rank(2, nodes(3), counts, List.of(), Set.of()));
        assertEquals(1, rank(3, nodes(3), counts, List.of(), Set.of()));
    }

    @Test
    void aNodeWhoseTestFailedComesLastEvenWhenPreferred() {
        assertEquals(2, rank(1, nodes(3), Map.of(node(2), 9, node(3), 9), List.of(node(1)), Set.of(node(1))));
    }

    @Test
    void aNodeThatIsNotEligibleRanksBehindAllOthers() {
        assertEquals(
                3,
                new Placement(node(9), nodes(3), Map.of())
                        .place(WEB, List.of(), Set.of())
                        .rank());
        assertEquals(
                Optional.empty(),
                new Placement(node(9), List.of(), Map.of())
                        .place(WEB, List.of(), Set.of())
                        .best());
    }

    @Test
    void manyGroupsThatAreFreeAtOnceAreSharedOutEvenly() {
        for (int n = 3; n <= 10; n++) {
            Map<NodeId, Integer> shares = new HashMap<>();
            Placement placement = new Placement(node(1), nodes(n), Map.of());
            for (int g = 0; g < 1000; g++) {
                NodeId best = placement
                        .place(new GroupName("g" + g), List.of(), Set.of())
                        .best()
                        .orElseThrow();
                shares.merge(best, 1, Integer::sum);
            }
            assertTrue(Collections.max(shares.values()) - Collections.min(shares.values()) <= 1, shares.toString());
        }
    }

    @Test
    void aDeadNodesGroupsFillUpTheEmptiestNodes() {
        Placement placement = new Placement(node(1), nodes(3), Map.of(node(1), 10, node(2), 4, node(3), 4));
        Map<NodeId, Integer> shares = new HashMap<>();
        for (int g = 0; g < 12; g++) {
            shares.merge(
                    placement
                            .place(new GroupName("g" + g), List.of(), Set.of())
                            .best()
                            .orElseThrow(),
                    1,
                    Integer::sum);
        }
        assertEquals(Map.of(node(2), 6, node(3), 6), shares);
    }

    /** With equal counts only the hash decides; five standard deviations are what chance would allow it. */
    @Test
    void theHashAloneSpreadsAThousandGroupsEvenly() {
        for (int n = 3; n <= 10; n++) {
            Map<NodeId, Integer> shares = new HashMap<>();
            for (int g = 0; g < 1000; g++) {
                Placement.Standing standing =
                        new Placement(node(1), nodes(n), Map.of()).place(new GroupName("g" + g), List.of(), Set.of());
                shares.merge(standing.best().orElseThrow(), 1, Integer::sum);
            }
            double p = 1.0 / n;
            double tolerance = 5 * Math.sqrt(1000 * p * (1 - p));
            for (NodeId node : nodes(n)) {
                assertEquals(1000 * p, shares.getOrDefault(node, 0), tolerance, n + " nodes: " + shares);
            }
        }
    }

    @Test
    void whenANodeLeavesTheHashMovesOnlyItsOwnGroups() {
        for (int g = 0; g < 300; g++) {
            GroupName group = new GroupName("g" + g);
            NodeId before = best(group, nodes(5));
            if (!before.equals(node(5))) {
                assertEquals(before, best(group, nodes(4)));
            }
        }
    }

    @Test
    void eachRankActsAStepLater() {
        Duration step = Duration.ofMillis(300);
        Placement.Standing third = new Placement.Standing(2, Optional.of(node(3)));
        Turn early = Turn.byRank(third, step, Duration.ofMillis(100), Duration.ZERO);
        assertEquals(new Turn(false, Duration.ofMillis(500), "waiting: node 3 is better placed"), early);
        assertTrue(
                Turn.byRank(third, step, Duration.ofMillis(600), Duration.ZERO).due());
        assertTrue(Turn.byRank(new Placement.Standing(0, Optional.of(node(1))), step, Duration.ZERO, Duration.ofDays(1))
                .due());
    }

    @Test
    void aGroupIsLeftToTheBestNodeUntilThatWasHeardALookLater() {
        Duration step = Duration.ofMillis(300);
        Placement.Standing second = new Placement.Standing(1, Optional.of(node(3)));
        Duration open = Duration.ofMillis(800);
        assertTrue(Turn.byRank(second, step, open, Duration.ofMillis(350)).due(), "heard when it was free for 450 ms");
        Turn early = Turn.byRank(second, step, open, Duration.ofMillis(351));
        assertEquals(new Turn(false, Duration.ofMillis(150), "waiting: node 3 is better placed"), early);
        Duration silent = Duration.ofDays(1);
        assertFalse(Turn.byRank(second, step, Duration.ofMillis(1500), silent).due());
        assertTrue(Turn.byRank(second, step, Duration.ofMillis(1501), silent).due(), "it is not waited for any more");
    }

    @Test
    void byChanceAsManyNodesGoAsTheBalanceSays() {
        assertTrue(Turn.byChance(0.5, 3, 1.5).due());
        assertEquals(false, Turn.byChance(0.51, 3, 1.5).due());
        int due = 0;
        for (int i = 0; i < 10_000; i++) {
            due += Turn.byChance(new Draws(i).of(WEB), 10, 1.5).due() ? 1 : 0;
        }
        assertEquals(1500, due, 5 * Math.sqrt(10_000 * 0.15 * 0.85));
    }

    private static NodeId best(GroupName group, List<NodeId> nodes) {
        return new Placement(node(1), nodes, Map.of())
                .place(group, List.of(), Set.of())
                .best()
                .orElseThrow();
    }

    private static int rank(
            int self, List<NodeId> nodes, Map<NodeId, Integer> counts, List<NodeId> preferred, Set<NodeId> marked) {
        return new Placement(node(self), nodes, counts)
                .place(WEB, preferred, marked)
                .rank();
    }

    private static List<NodeId> subset(Random random, List<NodeId> nodes) {
        List<NodeId> some = new ArrayList<>(nodes);
        Collections.shuffle(some, random);
        return some.subList(0, random.nextInt(nodes.size() + 1));
    }

    private static Map<NodeId, Integer> randomCounts(Random random, List<NodeId> nodes) {
        Map<NodeId, Integer> counts = new HashMap<>();
        nodes.forEach(n -> counts.put(n, random.nextInt(4)));
        return counts;
    }

    private static List<NodeId> nodes(int count) {
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            nodes.add(node(i));
        }
        return nodes;
    }

    private static NodeId node(int number) {
        return new NodeId(number);
    }
}
