package org.mosha.lab;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.it.Await;

/** What can happen to the network between three nodes as well, on the same cluster: each start of one takes long. */
abstract class LabNetwork extends LabFaults {
    private void awaitQuietAndElsewhere(String what, int node, Deed deed) throws Exception {
        lose(what, node, deed);
        cluster().awaitQuiet(node);
        // no overlap: it was quiet before
        verdict().neverTwice();
    }

    @Test
    void theLeadersCableIsPulled() throws Exception {
        int node = leader();
        awaitQuietAndElsewhere("the leader's link down", node, () -> lab().linkDown(node));
    }

    @Test
    void aFollowerIsCutOffSilentlyAndStartsNothing() throws Exception {
        int node = follower();
        awaitQuietAndElsewhere("isolated", node, () -> lab().isolate(node));
        endureWithoutStarts(node);
    }

    @Test
    void theLeaderIsAloneInAPartition() throws Exception {
        int node = leader();
        List<Integer> others = cluster().others(node);
        awaitQuietAndElsewhere(
                "the leader in the minority",
                node,
                () -> lab().partition("" + node, others.get(0) + "," + others.get(1)));
        endureWithoutStarts(node);
    }

    @Test
    void allAreCutOffFromEachOther() throws Exception {
        lab().partition("1", "2", "3");
        for (int node : cluster().nodes()) {
            cluster().awaitQuiet(node);
        }
        endureWithoutStarts(1, 2, 3);
    }

    @Test
    void whatAFollowerSaysGetsLost() throws Exception {
        int node = follower();
        lab().cut(node, cluster().others(node).get(0));
        lab().cut(node, cluster().others(node).get(1));
        endure();
        cluster().awaitAllRun();
    }

    @Test
    void whatALeaderHearsFromOneFollowerGetsLost() throws Exception {
        int node = leader();
        lab().cut(cluster().others(node).get(0), node);
        endure();
        cluster().awaitAllRun();
    }

    @Test
    void twoNodesDoNotSeeEachOtherButTheThirdSeesBoth() throws Exception {
        lab().cut(1, 2);
        lab().cut(2, 1);
        endure();
        cluster().awaitAllRun();
    }

    @Test
    void packetsThatGetLostStopNothing() throws Exception {
        // a packet passes two hosts: about one of ten gets lost on its way
        cluster().nodes().forEach(node -> lab().loss(node, 5));
        endure();
        // by chance so many in a row get lost that a node is given up; then another has its groups
        cluster().awaitAllRun();
        cluster().awaitWell();
    }

    @Test
    void aSlowNetworkStopsNothing() throws Exception {
        // the wires are put in and taken out, so that a node may be cut off for a moment
        cluster().nodes().forEach(node -> lab().delay(node, 50));
        endure();
        cluster().awaitWell();
    }

    @Test
    void editsOnBothSidesOfAPartitionEndInOneConfiguration() throws Exception {
        lab().partition("1", "2,3");
        cluster().awaitQuiet(1);
        cluster().files().hactl(1, cluster().groups().hactl("on the smaller side"));
        cluster().files().hactl(2, cluster().groups().hactl("on the larger side"));
        Await.until("node 3 has it", () -> cluster().files().hactlText(3).startsWith("# on the larger side"));
        lab().heal();
        cluster().awaitWell();
        Await.until("all have the same", () -> {
            Set<String> all = hactls();
            return all.size() == 1 && all.iterator().next().startsWith("# on the ");
        });
    }

    private Set<String> hactls() throws IOException {
        Set<String> all = new HashSet<>();
        for (int node : cluster().nodes()) {
            all.add(cluster().files().hactlText(node));
        }
        return all;
    }

    @Test
    void theLinkFlaps() throws Exception {
        int node = follower();
        for (int i = 0; i < 8; i++) {
            lab().isolate(node);
            lab().heal();
        }
        cluster().awaitAllRun();
    }
}
