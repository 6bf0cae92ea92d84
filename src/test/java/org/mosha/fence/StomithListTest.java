package org.mosha.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mosha.cluster.Altered.aged;
import static org.mosha.cluster.Altered.down;
import static org.mosha.cluster.Altered.saying;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.SeedFacts;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.Member;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class StomithListTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);
    private static final StomithRule RULE =
            new StomithRule(Duration.ofSeconds(60), StomithRule.GRACE, Optional.empty());
    private static final Duration LATER = Duration.ofSeconds(121);
    private static final FenceLedger EMPTY = FenceLedger.empty();

    @Test
    void theFixtureGivesTheOriginalsList() {
        JsonObject facts = SeedFacts.all().getAsJsonObject("stomith");
        assertEquals(60, facts.get("timeout_s").getAsInt());
        assertEquals(numbers(facts, "shot"), shot(fixture(Duration.ofDays(16000)), EMPTY));
        assertEquals(numbers(facts, "after_fresh_clstat_on_2"), shot(fixture(Duration.ofSeconds(1)), EMPTY));
    }

    @Test
    void isStrictlyOlderThanTheTimeout() {
        assertTrue(shot(stale(Duration.ofSeconds(60)), EMPTY).isEmpty());
        assertEquals(List.of(TWO), shot(stale(Duration.ofMillis(60_001)), EMPTY));
    }

    @Test
    void nobodyIsShotInTheFirstTwoMinutesOrWithoutQuorum() {
        ClusterView view = view(stale(Duration.ofMinutes(5)));
        List<Suspect> early = StomithList.of(view, RULE, Duration.ofSeconds(120), true, EMPTY);
        assertEquals(List.of(), StomithList.toShoot(early));
        assertEquals(
                "its status is 300 s old, 60 s are allowed; not shot: this daemon only looks on for another 1 s",
                early.get(0).why());
        List<Suspect> lost = StomithList.of(view, RULE, LATER, false, EMPTY);
        assertEquals(List.of(), StomithList.toShoot(lost));
        assertEquals(
                "its status is 300 s old, 60 s are allowed; not shot: no quorum",
                lost.get(0).why());
    }

    @Test
    void aNodeIsShotOnceALifeAndAgainOnlyAfterAFailure() {
        List<Member> members = stale(Duration.ofMinutes(5));
        FenceLedger running = EMPTY.started(TWO, "b", LATER);
        assertTrue(shot(members, running).isEmpty());
        assertTrue(shot(members, running.finished(TWO, "b", FenceResult.CONFIRMED, LATER))
                .isEmpty());
        FenceLedger failed = running.finished(TWO, "b", FenceResult.FAILED, LATER);
        assertTrue(shot(members, failed).isEmpty());
        Duration next = LATER.plusSeconds(5);
        assertEquals(List.of(TWO), StomithList.toShoot(StomithList.of(view(members), RULE, next, true, failed)));
    }

    @Test
    void anotherLifeOfANodeIsShotAnew() {
        FenceLedger ledger = EMPTY.confirmed(TWO, "an earlier life", LATER);
        assertEquals(List.of(TWO), shot(stale(Duration.ofMinutes(5)), ledger));
    }

    @Test
    void aNodeThatIsNotUpIsOnTheListOnlyWithAClaim() {
        List<Member> members = List.of(
                Member.live(ONE, "a", SeedFacts.clstats().get(ONE)), down(old(TWO, "b", Duration.ofMinutes(5))));
        assertTrue(shot(members, EMPTY).isEmpty());
        Claim claim = new Claim(new GroupName("web"), TWO, "b", 1);
        assertEquals(List.of(TWO), shot(members, EMPTY, claim));
    }

    @Test
    void aNodeThatIsConfirmedOffIsNotOnTheListThoughItHasAClaim() {
        Claim claim = new Claim(new GroupName("web"), TWO, "b", 1);
        ClusterView view = view(stale(Duration.ofMinutes(5)), claim);
        FenceLedger ledger = EMPTY.confirmed(TWO, "b", LATER);
        assertEquals(1, StomithList.of(view, RULE, LATER, true, EMPTY).size());
        assertEquals(List.of(), StomithList.of(view, RULE, LATER, true, ledger));
    }

    private static List<Member> fixture(Duration age) {
        List<Member> members = new ArrayList<>();
        Member silent = saying(Member.live(THREE, "c", SeedFacts.clstats().get(ONE)), Optional.empty());
        members.add(aged(silent, Duration.ofDays(16000), RULE.timeout()));
        members.add(old(ONE, "a", Duration.ofDays(16000)));
        members.add(old(TWO, "b", age));
        return members;
    }

    private static List<Member> stale(Duration age) {
        return List.of(Member.live(ONE, "a", SeedFacts.clstats().get(ONE)), old(TWO, "b", age));
    }

    private static Member old(NodeId node, String incarnation, Duration age) {
        return aged(Member.live(node, incarnation, SeedFacts.clstats().get(node)), age, RULE.timeout());
    }

    private static List<NodeId> shot(List<Member> members, FenceLedger ledger, Claim... claims) {
        return StomithList.toShoot(StomithList.of(view(members, claims), RULE, LATER, true, ledger));
    }

    private static ClusterView view(List<Member> members, Claim... claims) {
        return ClusterView.of(ONE, members, List.of(claims), FencingPolicy.LEASE, EMPTY.results(members));
    }

    private static List<NodeId> numbers(JsonObject facts, String name) {
        List<NodeId> nodes = new ArrayList<>();
        facts.getAsJsonArray(name).forEach(n -> nodes.add(new NodeId(n.getAsInt())));
        return nodes;
    }
}
