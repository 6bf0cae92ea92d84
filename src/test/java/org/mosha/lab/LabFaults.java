package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.it.Await;
import org.mosha.it.Processes;

/** What can happen to daemons, guards and hosts with {@code fencing=lease}. */
abstract class LabFaults extends LabScenario {
    /** After a thaw a group may live for a moment, which only fencing or the epoch covers; the machine may be busy. */
    private static final Duration THAW = Duration.ofSeconds(5);

    @Override
    void prepare(LabCluster prepared) {
        prepared.with("fencing", "lease");
    }

    @Test
    void theLeadersDaemonIsKilled() throws Exception {
        int node = leader();
        lose("kill -9 of the leader's daemon", node, () -> cluster().signal(node, "KILL"));
        cluster().awaitWell(cluster().others(node));
    }

    @Test
    void theLeadersHostLosesItsPower() throws Exception {
        int node = leader();
        lose("the leader's host is off", node, () -> lab().off(node));
        cluster().awaitWell(cluster().others(node));
    }

    @Test
    void aDaemonStandsStillForLongerThanItsLease() throws Exception {
        int node = follower();
        lose("a daemon is stopped", node, () -> cluster().signal(node, "STOP"));
        cluster().awaitQuiet(node);
        verdict().neverTwice();
        cluster().signal(node, "CONT");
        cluster().awaitWell();
    }

    @Test
    void aHostStandsStillForLongerThanItsLease() throws Exception {
        int node = follower();
        lose("a host is frozen", node, () -> lab().freeze(node));
        lab().thaw(node);
        cluster().awaitWell();
        verdict().neverTwice(THAW);
    }

    @Test
    void aGuardIsKilledAndReplaced() throws Exception {
        int node = follower();
        Set<String> groups = cluster().groupsOn(node);
        List<Long> guards = cluster().guards(node);
        assertFalse(guards.isEmpty());
        Processes.signal(guards, "KILL");
        Await.until("another guard watches, or the groups are gone", () -> {
            List<Long> now = cluster().guards(node);
            return !now.isEmpty() && now.stream().noneMatch(guards::contains)
                    || cluster().groupsOn(node).isEmpty();
        });
        // the new one does what the old one would have done
        cluster().signal(node, "KILL");
        cluster().awaitElsewhere(groups, node);
        cluster().awaitWell(cluster().others(node));
    }

    @Test
    void aNodeIsStartedAgainAndHasItsGroupsOnce() throws Exception {
        int node = follower();
        cluster().signal(node, "KILL");
        Await.until("the daemon is gone", () -> cluster().daemon(node).isEmpty());
        cluster().begin(node);
        cluster().awaitWell();
    }

    /** The one that knows the newest is off, and the one that is there missed it: the wiped one must not help it to a majority. */
    @Test
    void oneAloneStartsNothingAndAWipedNodeMakesNoMajorityThatHasForgotten() throws Exception {
        int stale = follower();
        lab().off(stale);
        int wiped = cluster().others(stale).get(0);
        int newest = cluster().others(stale).get(1);
        cluster().files().hactl(newest, cluster().groups().hactl("while one node is off"));
        Await.until(
                "the other one has it", () -> cluster().files().hactlText(wiped).startsWith("# while one node is off"));
        lab().off(newest);
        lab().off(wiped);
        cluster().files().wipe(wiped);
        for (int node : List.of(stale, wiped)) {
            lab().boot(node);
            cluster().begin(node);
            endureWithoutStarts(1, 2, 3);
        }
        lab().boot(newest);
        cluster().begin(newest);
        cluster().awaitWell();
        for (int node : List.of(stale, wiped)) {
            Await.until("it has it", () -> cluster().files().hactlText(node).startsWith("# while one node is off"));
        }
    }

    @Test
    void aNodeIsHaltedAndGivesItsGroupsAway() throws Exception {
        int node = follower();
        lose("halt", node, () -> assertEquals(0, cluster().halt(node).exitCode()));
        cluster().awaitQuiet(node);
        endureWithoutStarts(node);
    }

    /** The lab sees it when a node does not keep to its lease: nothing in it does that, so its parts are taken out. */
    @Test
    void aNodeThatOutlivesItsLeaseIsFound() throws Exception {
        int node = follower();
        verdict().neverTwice();
        List<Long> guards = cluster().guards(node);
        lose("a daemon is stopped, its guard killed", node, () -> {
            // stopped first, as it would replace its guard
            cluster().signal(node, "STOP");
            Processes.signal(guards, "KILL");
        });
        Await.until("it is seen", () -> !cluster().watch().overlaps().isEmpty());
        lab().off(node);
        assertTrue(cluster().watch().turn().overlaps().stream()
                .anyMatch(overlap ->
                        overlap.one().node() == node || overlap.other().node() == node));
    }

    @Test
    void aHostLosesItsPowerAndItsDiskAndComesBackWithWhatIsInForce() throws Exception {
        int node = follower();
        lose("a host is off", node, () -> lab().off(node));
        List<Integer> others = cluster().others(node);
        cluster().awaitWell(others);
        cluster().files().wipe(node);
        cluster().files().hactl(others.get(0), cluster().groups().hactl("while a node is away"));
        lab().boot(node);
        cluster().begin(node);
        Await.until("the node has it", () -> cluster().files().hactlText(node).startsWith("# while a node is away"));
    }
}
