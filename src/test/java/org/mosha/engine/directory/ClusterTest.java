package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.Replacement;
import org.mosha.model.NodeId;
import org.mosha.node.ClusterEngine.Heartbeat;
import org.mosha.node.EngineView.ClaimSeen;
import org.mosha.node.Sighting;

class ClusterTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    @TempDir
    private Path mfsbase;

    private final List<Station> stations = new ArrayList<>();

    @AfterEach
    void closeAll() {
        stations.forEach(Station::close);
    }

    @Test
    void nodesSeeEachOthersStatusAndWhoRunsThem() throws IOException {
        Station one = start(1);
        Station two = start(2);
        Sighting seen = one.sees(v -> has(v.nodes().get(TWO))).nodes().get(TWO);
        assertEquals("host2", seen.host());
        assertEquals(two.life, seen.life().incarnation());
        assertTrue(seen.up());
        assertTrue(seen.runsMosha());
        assertFalse(seen.report().damaged());
        two.level = "12";
        one.sees(v -> v.nodes().get(TWO).report().status().equals(Optional.of(Station.status("12", "DONE"))));
    }

    @Test
    void aHeartbeatMovesTheTimeAtWhichANodeWasSeen() throws IOException {
        Station one = start(1);
        start(2);
        long first = one.sees(v -> has(v.nodes().get(TWO)))
                .nodes()
                .get(TWO)
                .contact()
                .seenNanos();
        one.sees(v -> v.nodes().get(TWO).contact().seenNanos() > first);
        long own = one.view().nodes().get(ONE).contact().seenNanos();
        one.sees(v -> v.nodes().get(ONE).contact().seenNanos() > own);
    }

    @Test
    void aSilentNodeIsNotUpAfterTheTimeOut() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        two.die();
        // what it said last may come late
        Sighting seen = one.sees(v -> {
                    one.clocks.moveOn(Duration.ofSeconds(1));
                    return !v.nodes().get(TWO).up();
                })
                .nodes()
                .get(TWO);
        assertTrue(has(seen), "what it said last is still told");
    }

    @Test
    void allSeeWhatIsSaidOfShootingANodeUntilItIsHeardAgain() throws IOException {
        Station one = start(1);
        Station two = start(2);
        Station three = start(3);
        one.sees(v -> has(v.nodes().get(TWO)));
        two.die();
        FenceWord begun = new FenceWord(two.life, ONE, one.life, FenceResult.UNKNOWN, "silent");
        one.engine.fencing(TWO, begun);
        three.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(begun)));
        two.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(begun)));
        FenceWord off = new FenceWord(two.life, ONE, one.life, FenceResult.CONFIRMED, "exit code 0");
        one.engine.fencing(TWO, off);
        three.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(off)));
        three.engine.fencing(TWO, new FenceWord(two.life, THREE, three.life, FenceResult.FAILED, "exit code 1"));
        Station four = start(4);
        assertEquals(Optional.of(off), four.view().nodes().get(TWO).life().fence(), "it stays off");
        two.say("12", "DONE");
        four.sees(v -> v.nodes().get(TWO).life().fence().isEmpty());
        three.sees(v -> v.nodes().get(TWO).life().fence().isEmpty());
    }

    @Test
    void aNodeThatLivesTakesBackThatItIsOff() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        Path file = two.file(DirectoryLayout.FENCE);
        FenceWord begun = new FenceWord(two.life, ONE, one.life, FenceResult.UNKNOWN, "");
        one.engine.fencing(TWO, begun);
        two.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(begun)));
        one.engine.fencing(TWO, new FenceWord(two.life, ONE, one.life, FenceResult.CONFIRMED, "exit code 0"));
        await().until(() -> Files.notExists(file));
        two.sees(v -> v.nodes().get(TWO).life().fence().isEmpty());
        one.engine.fencing(TWO, begun);
        one.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(begun)));
    }

    @Test
    void aNodeWhoseOwnThreadStandsStillTakesNothingBack() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        two.die();
        two.lookAgain();
        FenceWord off = new FenceWord(two.life, ONE, one.life, FenceResult.CONFIRMED, "exit code 0");
        one.engine.fencing(TWO, off);
        one.sees(v -> v.nodes().get(TWO).life().fence().equals(Optional.of(off)));
        two.engine.look();
        two.sees(v -> two.views.size() > 1 && v.nodes().get(TWO).life().fence().isEmpty());
        assertTrue(Files.exists(two.file(DirectoryLayout.FENCE)));
    }

    @Test
    void aNodeThatStartsRemovesWhatWasSaidOfShootingIt() throws IOException {
        Station.write(mfsbase.resolve("2/var/mosha/mosha.fence"), "incarnation=before\nby=1\nresult=CONFIRMED\n");
        assertTrue(Files.notExists(start(2).file(DirectoryLayout.FENCE)));
    }

    @Test
    void aWordThatCannotBeWrittenKeepsNoOtherBack() throws IOException {
        Station one = start(1);
        Station three = start(3);
        one.sees(v -> has(v.nodes().get(THREE)));
        three.die();
        // a loop of links: not even root can write there
        Path base = mfsbase.resolve("2/var/mosha");
        Files.createDirectories(base.getParent());
        Files.createSymbolicLink(base, base);
        one.engine.fencing(TWO, new FenceWord("life", ONE, one.life, FenceResult.UNKNOWN, "silent"));
        FenceWord begun = new FenceWord(three.life, ONE, one.life, FenceResult.UNKNOWN, "silent");
        one.engine.fencing(THREE, begun);
        one.sees(v -> v.nodes().get(THREE).life().fence().equals(Optional.of(begun)));
        one.sees(v -> v.trouble().contains("cannot write " + base.resolve(DirectoryLayout.FENCE)));
        Files.delete(base);
        one.sees(v -> v.trouble().isEmpty());
        FenceWord next = new FenceWord(three.life, ONE, one.life, FenceResult.FAILED, "exit code 1");
        one.engine.fencing(THREE, next);
        one.sees(v -> v.nodes().get(THREE).life().fence().equals(Optional.of(next)));
        await().until(() -> Files.exists(base.resolve(DirectoryLayout.FENCE)));
    }

    @Test
    void whatIsSaidOfShootingOneLifeIsNothingToTheNext() throws IOException {
        Station one = start(1);
        FenceWord off = new FenceWord("before", ONE, one.life, FenceResult.CONFIRMED, "exit code 0");
        Files.createDirectories(mfsbase.resolve("2/var/mosha"));
        one.engine.fencing(TWO, off);
        await().until(() -> Files.exists(mfsbase.resolve("2/var/mosha/mosha.fence")));
        start(2);
        assertEquals(
                Optional.empty(),
                one.sees(v -> has(v.nodes().get(TWO))).nodes().get(TWO).life().fence());
    }

    @Test
    void aHeartbeatTellsHowLongToWait() throws IOException {
        Station one = start(1);
        start(2);
        assertEquals(
                Duration.ofSeconds(2),
                one.sees(v -> has(v.nodes().get(TWO))).nodes().get(TWO).life().session());
    }

    @Test
    void aLookThatShowsNobodyIsKnownAsLongAsNobodyComes() throws IOException {
        Station one = start(1);
        one.die();
        one.lookAgain();
        long said = one.engine.heard().atNanos();
        await().until(() -> one.engine.heard().aloneNanos() - said > 0);
        start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        Heartbeat last = one.engine.heard();
        long seen = one.view().nodes().get(TWO).contact().seenNanos();
        one.sees(v -> v.nodes().get(TWO).contact().seenNanos() > seen);
        assertEquals(last, one.engine.heard());
    }

    @Test
    void whatCannotBeReadMayBeANode() throws IOException {
        // a loop of links: its name is there, and it can neither be read nor known to be missing
        Files.createDirectories(mfsbase.resolve("2/var/mosha"));
        Path mark = mfsbase.resolve("2/var/mosha/mosha.node");
        Files.createSymbolicLink(mark, mark);
        Station one = start(1);
        one.die();
        one.lookAgain();
        long said = one.engine.heard().atNanos();
        assertEquals(said, one.engine.heard().aloneNanos());
        Files.delete(mark);
        await().until(() -> one.engine.heard().aloneNanos() - said > 0
                && one.engine.heard().aloneNanos() > one.engine.heard().atNanos());
    }

    @Test
    void anOldStatusIsNotFreshAtTheFirstLook() throws IOException {
        Station.write(mfsbase.resolve("2/var/mosha/clstat"), "Cluster::Init::Group web start DONE\n");
        Station one = new Station(mfsbase, 1);
        stations.add(one);
        one.clocks.moveOn(Duration.ofSeconds(100));
        one.open();
        Sighting seen = one.view().nodes().get(TWO);
        assertFalse(seen.up());
        assertFalse(seen.runsMosha());
        assertTrue(seen.contact().firstAge().compareTo(Duration.ofSeconds(99)) > 0);
        assertTrue(has(seen));
    }

    @Test
    void leavingGivesTheClaimsToTheOthersAtOnce() throws IOException {
        Station one = start(1);
        Station two = start(2);
        two.engine.claim(Station.WEB, 0);
        one.sees(v -> v.claims().containsKey(Station.WEB));
        assertEquals(new ClaimSeen(TWO, two.life, 1, false), one.view().claims().get(Station.WEB));
        two.close();
        one.sees(v -> v.claims().isEmpty() && !v.nodes().containsKey(TWO));
    }

    @Test
    void ofSeveralThatClaimAtOnceOneHasIt() throws IOException {
        List<Station> nodes = List.of(start(1), start(2), start(3));
        nodes.forEach(n -> n.engine.claim(Station.WEB, 0));
        List<ClaimSeen> seen = nodes.stream()
                .map(n -> n.sees(v -> v.claims().containsKey(Station.WEB))
                        .claims()
                        .get(Station.WEB))
                .toList();
        assertEquals(1, seen.stream().filter(ClaimSeen::ours).count());
        assertEquals(1, seen.stream().map(ClaimSeen::node).distinct().count());
    }

    @Test
    void theOwnerOfAClaimIsANodeEvenWithoutAFile() throws IOException {
        ClaimStore gone =
                new ClaimStore(mfsbase.resolve("claims"), mfsbase, new ClaimToken.Owner(new NodeId(9), "life"));
        gone.claim(gone.list(), Station.WEB, 0);
        Station one = start(1);
        Sighting seen = one.view().nodes().get(new NodeId(9));
        assertFalse(seen.up());
        assertFalse(seen.runsMosha());
        assertEquals("life", seen.life().incarnation(), "the one that has the claim");
    }

    @Test
    void allSeeThatANodeWithoutADirectoryIsConfirmedOff() throws IOException {
        NodeId nine = new NodeId(9);
        ClaimStore gone = new ClaimStore(mfsbase.resolve("claims"), mfsbase, new ClaimToken.Owner(nine, "life"));
        gone.claim(gone.list(), Station.WEB, 0);
        Station one = start(1);
        Station two = start(2);
        FenceWord off = new FenceWord("life", ONE, one.life, FenceResult.CONFIRMED, "by the operator");
        one.engine.fencing(nine, off);
        two.sees(v -> v.nodes().get(nine).life().fence().equals(Optional.of(off)));
    }

    @Test
    void aSecondDaemonWithTheSameNumberIsRefused() throws IOException {
        start(2);
        Station second = new Station(
                new DirectoryLayout(mfsbase, Optional.empty(), "var/mosha"), 2, Duration.ofSeconds(60), "other");
        stations.add(second);
        IOException e = assertThrows(IOException.class, second::open);
        assertTrue(
                e.getMessage()
                        .startsWith("node 2 is already run by host host2 (pid "
                                + ProcessHandle.current().pid() + "), seen "),
                e.getMessage());
    }

    @Test
    void aMarkThatCountsOnNoMoreDoesNotKeepAnybodyOut() throws IOException {
        NodeMark left =
                new NodeMark("gone", 1, "before", 5, Duration.ofMillis(100), false, Optional.empty(), Duration.ZERO);
        Station.write(mfsbase.resolve("2/var/mosha/mosha.node"), left.format());
        Station two = start(2);
        assertTrue(two.view().connected());
    }

    @Test
    void aDaemonThatWasReplacedSaysSoAndWritesNoMore() throws IOException {
        Station one = start(1);
        one.sees(v -> has(v.nodes().get(ONE)));
        NodeMark other = new NodeMark(
                "elsewhere", 77, "later", 5, Duration.ofSeconds(1), false, Optional.empty(), Duration.ZERO);
        Awaitility.await().until(() -> {
            Replacement.write(one.file("mosha.node"), other.format().getBytes(), Optional.empty());
            return !one.view().connected();
        });
        assertTrue(one.view().trouble().contains("already run by host elsewhere (pid 77)"));
        Heartbeat last = one.engine.heard();
        long since = System.nanoTime() - last.aloneNanos();
        assertTrue(since >= last.session().toNanos(), "its lease is over: the others take its claims at once");
    }

    @Test
    void standbyReachesAllNodes() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        one.engine.standby(true, true);
        two.sees(v -> v.order().isPresent());
        one.sees(v -> v.order().isPresent() && v.nodes().get(TWO).report().standby());
        one.engine.standby(false, true);
        two.sees(v -> v.order().isEmpty());
    }

    @Test
    void eachOrderToHaltIsSeenAlsoByANodeThatIsHalted() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        one.engine.standby(true, true);
        Optional<String> first = two.sees(v -> v.order().isPresent()).order();
        one.engine.standby(true, true);
        Optional<String> second =
                two.sees(v -> v.order().isPresent() && !v.order().equals(first)).order();
        two.engine.standby(true, false);
        assertTrue(two.view().order().isPresent() && !two.view().order().equals(second));
        two.engine.standby(false, false);
        assertFalse(two.view().order().isPresent());
    }

    @Test
    void standbyReachesANodeThatIsStopped() throws IOException {
        Station one = start(1);
        Station two = start(2);
        one.sees(v -> has(v.nodes().get(TWO)));
        two.close();
        one.sees(v -> !v.nodes().containsKey(TWO));
        one.engine.standby(true, true);
        assertTrue(start(2).view().order().isPresent());
    }

    private Station start(int node) throws IOException {
        Station station = new Station(mfsbase, node);
        stations.add(station);
        return station.open().live();
    }

    private static boolean has(Sighting seen) {
        return seen != null
                && seen.report().status().isPresent()
                && !seen.report().status().get().groups().isEmpty();
    }
}
