package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mosha.cluster.Altered.aged;
import static org.mosha.cluster.Altered.damaged;
import static org.mosha.cluster.Altered.down;
import static org.mosha.cluster.Altered.saying;
import static org.mosha.cluster.Altered.withoutDaemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.SeedFacts;
import org.mosha.model.ClStat;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class ClusterViewTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);
    private static final GroupName WEB = new GroupName("web");
    private static final GroupName DB = new GroupName("db");
    private static final ClStat NOTHING = said("");
    private static final ClStat WEB_RUNS = said("Cluster::Init::Group web start DONE\n");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Member one = Member.live(ONE, "a", NOTHING);
    private final Member two = Member.live(TWO, "b", WEB_RUNS);
    private final Member three = Member.live(THREE, "c", NOTHING);

    @Test
    void theFixtureGivesTheOriginalsHastat() {
        List<Member> members = new ArrayList<>(List.of(saying(three, Optional.empty())));
        SeedFacts.clstats().forEach((node, said) -> members.add(Member.live(node, "x", said)));
        assertEquals(SeedFacts.hastat(), view(members).hastat());
    }

    @Test
    void aStaleNodesGroupsStillCount() {
        ClusterView view = view(List.of(one, aged(two, Duration.ofHours(1), MINUTE), three));
        assertEquals(Set.of(TWO), view.instances(WEB).keySet());
        assertEquals(Optional.of(TWO), view.owner(WEB));
    }

    @Test
    void aNodeThatIsNotUpSaysNothingButItsClaimStands() {
        Member down = down(two).withSession(Member.Session.UNKNOWN);
        ClusterView view = view(List.of(one, down, three), new Claim(WEB, TWO, "b", 4));
        assertTrue(view.instances(WEB).isEmpty());
        assertEquals(Optional.of(TWO), view.owner(WEB));
        assertEquals(
                Takeover.Verdict.OWNER_LIVE,
                assertInstanceOf(Holding.Others.class, view.holding(WEB)).verdict());
    }

    @Test
    void aNodeWhoseLeaseIsOverRunsNothing() {
        Member dead = two.withSession(Member.Session.OVER);
        ClusterView view = view(List.of(one, dead, three), new Claim(WEB, TWO, "b", 4));
        assertTrue(view.isGone(TWO));
        assertTrue(view.instances(WEB).isEmpty());
        assertEquals(Optional.empty(), view.owner(WEB));
        Holding.Takeable takeable = assertInstanceOf(Holding.Takeable.class, view.holding(WEB));
        assertEquals("left by node 2, whose lease is over", takeable.why());
    }

    @Test
    void withThePolicyStomithOnlyAConfirmedShotProvesIt() {
        Member dead = two.withSession(Member.Session.OVER);
        List<Claim> claims = List.of(new Claim(WEB, TWO, "b", 4));
        for (FenceResult result : FenceResult.values()) {
            ClusterView view =
                    ClusterView.of(ONE, List.of(one, dead, three), claims, FencingPolicy.STOMITH, Map.of(TWO, result));
            assertEquals(result == FenceResult.CONFIRMED, view.isGone(TWO), result.toString());
            assertEquals(result != FenceResult.CONFIRMED, view.owner(WEB).isPresent());
        }
    }

    @Test
    void aDamagedStatusCountsForEverythingItSaidLast() {
        ClusterView view = view(List.of(one, damaged(two, Optional.of(WEB_RUNS)), three));
        assertEquals(Set.of(TWO), view.instances(WEB).keySet());
        assertTrue(view.instances(DB).isEmpty());
        assertTrue(view.unreadable().isEmpty());
    }

    @Test
    void aStatusThatCouldNeverBeReadMayRunAnything() {
        Member garbage = damaged(two, Optional.empty());
        assertEquals(List.of(TWO), view(List.of(one, garbage, three)).unreadable());
        assertTrue(view(List.of(one, garbage.withSession(Member.Session.OVER)))
                .unreadable()
                .isEmpty());
    }

    @Test
    void aClaimIsOursInThisLifeOnly() {
        assertInstanceOf(
                Holding.Ours.class,
                view(List.of(one), new Claim(WEB, ONE, "a", 1)).holding(WEB));
        assertInstanceOf(
                Holding.Takeable.class,
                view(List.of(one), new Claim(WEB, ONE, "old", 1)).holding(WEB));
        assertInstanceOf(Holding.Free.class, view(List.of(one)).holding(WEB));
    }

    @Test
    void aClaimOfAnEarlierLifeOfANodeThatIsBackIsFreeToBeTaken() {
        Claim left = new Claim(WEB, TWO, "before b", 4);
        ClusterView view = view(List.of(one, saying(two, Optional.of(said(""))), three), left);
        Holding.Takeable takeable = assertInstanceOf(Holding.Takeable.class, view.holding(WEB));
        assertEquals("left by an earlier life of node 2's daemon", takeable.why());
        assertEquals(Optional.empty(), view.owner(WEB));
        assertEquals(Set.of(), view.owners());
    }

    @Test
    void aClaimOfANodeThatDoesNotSayWhichLifeItIsInIsNotTaken() {
        Member nameless = Member.live(TWO, "", said(""));
        assertFalse(view(List.of(one, nameless), new Claim(WEB, TWO, "b", 4))
                .holding(WEB)
                .canBeTaken());
    }

    @Test
    void aClaimOfANodeThatNobodyKnowsIsNotTaken() {
        ClusterView view = view(List.of(one), new Claim(WEB, TWO, "b", 1));
        assertFalse(view.holding(WEB).canBeTaken());
        assertEquals(Takeover.Verdict.OWNER_UNKNOWN, view.verdict(TWO));
    }

    @Test
    void thisNodeIsNeverGone() {
        assertFalse(view(List.of(one.withSession(Member.Session.OVER))).isGone(ONE));
    }

    @Test
    void nodesThatAreUpWithoutTheDaemonDoNotCountForTheQuorum() {
        assertEquals(3, view(List.of(one, two, three)).visible());
        assertEquals(2, view(List.of(one, withoutDaemon(two), three)).visible());
        assertEquals(2, view(List.of(one, down(two), three)).visible());
        assertEquals(
                2,
                view(List.of(one, two.withSession(Member.Session.EXPIRED), three))
                        .visible());
        assertEquals(1, view(List.of(withoutDaemon(one))).visible());
    }

    @Test
    void countsTheGroupsOfANode() {
        ClusterView view = view(List.of(one, two, three));
        assertEquals(1, view.groupCount(TWO));
        assertEquals(0, view.groupCount(ONE));
    }

    @Test
    void refusesAViewWithoutItsOwnNode() {
        assertThrows(IllegalArgumentException.class, () -> view(List.of(two)));
    }

    private static ClusterView view(List<Member> members, Claim... claims) {
        return ClusterView.of(ONE, members, List.of(claims), FencingPolicy.LEASE, Map.of());
    }

    private static ClStat said(String text) {
        return ClStat.parse(text).value();
    }
}
