package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mosha.cluster.Altered.down;
import static org.mosha.decide.Observations.LATER;
import static org.mosha.decide.Observations.ONE;
import static org.mosha.decide.Observations.THREE;
import static org.mosha.decide.Observations.TWO;
import static org.mosha.decide.Observations.WEB;
import static org.mosha.decide.Observations.cluster;
import static org.mosha.decide.Observations.says;
import static org.mosha.decide.Observations.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

class ReasonsTest {
    @Test
    void everyNodeHasItsReason() {
        Observation base = cluster(ONE, LATER, "web start");
        List<Member> runs = new ArrayList<>(says(base, TWO, "web start DONE"));
        runs.set(2, runs.get(2).withStandby(true));
        Observation seen = with(base, runs, List.of());
        assertEquals(
                Map.of(
                        ONE, "runs on node 2 (start DONE)",
                        TWO, "runs here: at start DONE",
                        THREE, "in standby"),
                Reasons.of(seen, Planner.plan(seen), WEB));
    }

    @Test
    void nobodyIsSaidToRunWhatCltabDoesNotHave() {
        Observation base = cluster(ONE, LATER, "web start");
        Observation runs = with(base, says(base, TWO, "web start DONE"), List.of());
        Observation seen = with(runs, Map.of(), Map.of(WEB, Observation.NOT_IN_CLTAB));
        assertEquals(
                Map.of(
                        ONE, "on node 2 (start DONE), but cltab does not have it",
                        TWO, "at start DONE, but cltab does not have it",
                        THREE, "on node 2, but cltab does not have it"),
                Reasons.of(seen, Planner.plan(seen), WEB));
    }

    @Test
    void theReasonsNameTheClaimOfALostNode() {
        Observation base = cluster(ONE, LATER, "web start");
        List<Member> members = new ArrayList<>(base.members());
        members.set(1, down(members.get(1)).withSession(Member.Session.EXPIRED));
        Observation seen = with(base, members, List.of(new Claim(WEB, TWO, "b", 7)));
        SortedMap<NodeId, String> reasons = Reasons.of(seen, Planner.plan(seen), WEB);
        assertEquals("claimed by node 2, whose lease may not be over yet", reasons.get(ONE));
        assertEquals("has its claim (epoch 7); the node is lost, and its lease may not be over yet", reasons.get(TWO));
        assertEquals("claimed by node 2", reasons.get(THREE));
    }

    @Test
    void theReasonsForAFreeGroupNameTheBestNode() {
        Observation seen = cluster(ONE, Duration.ZERO, "web start");
        Plan plan = Planner.plan(seen);
        NodeId best = plan.groups().get(WEB).best().orElseThrow();
        Reasons.of(seen, plan, WEB)
                .forEach((node, reason) -> assertEquals(
                        node.equals(best)
                                ? "nobody has it, and this node is best placed"
                                : "waiting: node " + best + " is better placed",
                        reason));
    }
}
