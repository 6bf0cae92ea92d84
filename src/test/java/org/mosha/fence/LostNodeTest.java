package org.mosha.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mosha.cluster.Altered.aged;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.model.ClStat;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** Nodes whose groups wait for a shot: when each survivor shoots, and when it leaves that to another. */
class LostNodeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final StomithRule RULE = new StomithRule(MINUTE, StomithRule.GRACE, Optional.of(STEP));
    private static final Duration NOW = Duration.ofSeconds(30);
    private static final Duration SILENT = Duration.ofSeconds(3);

    private final List<Member> members = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private Map<NodeId, FenceWord> words = Map.of();

    LostNodeTest() {
        for (int node = 1; node <= 4; node++) {
            members.add(live(node));
        }
    }

    private static Member live(int node) {
        return Member.live(new NodeId(node), "life" + node, new ClStat(new TreeMap<>()));
    }

    private void lost(int node) {
        members.set(node - 1, aged(live(node).withSession(Member.Session.OVER), SILENT, MINUTE));
        claims.add(new Claim(new GroupName("g" + node), new NodeId(node), "life" + node, 1));
    }

    /** The suspects of a node that has known for so long who is lost. */
    private List<Suspect> suspects(int self, StomithRule rule, Duration since, boolean quorate) {
        ClusterView view = ClusterView.of(new NodeId(self), members, claims, FencingPolicy.STOMITH, Map.of());
        FenceLedger ledger =
                FenceLedger.empty().told(words, NOW).lost(StomithList.lost(view, rule, NOW), NOW.minus(since));
        return StomithList.of(view, rule, NOW, quorate, ledger);
    }

    private Suspect suspect(int self, Duration since) {
        return suspects(self, RULE, since, true).get(0);
    }

    private void assertTurn(int self, Duration turn) {
        Suspect early = suspect(self, turn.minusMillis(1));
        assertEquals(Optional.of(Duration.ofMillis(1)), early.lookAgain());
        assertTrue(!early.shoot() && early.why().endsWith("; not shot yet: other nodes go first"), early.why());
        assertTrue(suspect(self, turn).shoot());
    }

    @Test
    void eachSurvivorsTurnComesAStepAfterTheOneBefore() {
        lost(4);
        assertTurn(1, Duration.ofSeconds(1));
        assertTurn(2, Duration.ofSeconds(2));
        assertTurn(3, Duration.ofSeconds(3));
    }

    @Test
    void ofTwoNodesThatHaveLostEachOtherOneIsFaster() {
        members.subList(2, 4).clear();
        lost(2);
        assertTurn(1, Duration.ofSeconds(1));
        members.set(1, live(2));
        claims.clear();
        lost(1);
        assertTurn(2, Duration.ofMillis(1500));
    }

    @Test
    void whoHoldsNoClaimIsNotShotBeforeTheTimeOut() {
        lost(4);
        claims.clear();
        assertEquals(List.of(), suspects(1, RULE, MINUTE, true));
    }

    @Test
    void whereGroupsDoNotWaitForTheShotNobodyIsShotBeforeTheTimeOut() {
        lost(4);
        assertEquals(
                List.of(), suspects(1, new StomithRule(MINUTE, StomithRule.GRACE, Optional.empty()), MINUTE, true));
    }

    @Test
    void aNodeThatWasNeverSeenAliveIsGivenTimeToStart() {
        lost(4);
        members.set(3, aged(members.get(3), NOW.plusMillis(1), MINUTE));
        assertEquals(List.of(), suspects(1, RULE, MINUTE, true));
    }

    @Test
    void nobodyIsShotWithoutQuorum() {
        lost(4);
        Suspect suspect = suspects(1, RULE, MINUTE, false).get(0);
        assertTrue(!suspect.shoot() && suspect.why().endsWith("; not shot: no quorum"), suspect.why());
    }

    @Test
    void whomAnotherNodeShootsIsLeftToItAsLongAsItLives() {
        lost(4);
        words = Map.of(new NodeId(4), new FenceWord("life4", new NodeId(2), "life2", FenceResult.UNKNOWN, ""));
        assertTrue(suspect(1, MINUTE).why().endsWith("; not shot: another node shoots it"));
        members.set(1, Member.live(new NodeId(2), "next life", new ClStat(new TreeMap<>())));
        assertTrue(suspect(1, MINUTE).shoot(), "who shot at it is dead");
    }

    @Test
    void whomAnotherNodeHasFailedToShootIsShot() {
        lost(4);
        words = Map.of(new NodeId(4), new FenceWord("life4", new NodeId(2), "life2", FenceResult.FAILED, ""));
        assertTrue(suspect(1, MINUTE).shoot());
    }

    @Test
    void whoIsBeingShotShootsNobody() {
        lost(4);
        words = Map.of(new NodeId(1), new FenceWord("life1", new NodeId(2), "life2", FenceResult.UNKNOWN, ""));
        assertTrue(suspect(1, MINUTE).why().endsWith("; not shot: this node is being shot itself"));
        assertTrue(suspect(3, MINUTE).shoot());
    }
}
