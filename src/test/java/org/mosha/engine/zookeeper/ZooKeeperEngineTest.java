package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.zookeeper.Op;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.config.NodeAddress;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;
import org.mosha.node.Sighting;

/** An ensemble of three nodes in one JVM, which all tests share: each has groups of its own. */
class ZooKeeperEngineTest {
    @TempDir
    static Path dir;

    private static SortedMap<NodeId, NodeAddress> addresses;
    private static Site one;
    private static Site two;
    private static Site three;

    @BeforeAll
    static void open() throws Exception {
        addresses = Site.addresses(3);
        one = site(1);
        two = site(2);
        three = site(3);
        one.write("cltab", "first cltab\n");
        one.write("hactl", "first hactl\n");
        Site.openAll(List.of(one, two, three));
        for (Site site : List.of(one, two, three)) {
            site.sees(v -> v.connected()
                    && v.nodes().values().stream().filter(Sighting::up).count() == 3
                    && !v.hactl().text().orElse("").isEmpty());
        }
    }

    @AfterAll
    static void close() {
        Site.closeAll(List.of(one, two, three));
        PeerUnderTest.forgetProperties();
    }

    private static Site site(int node) {
        return new Site(Site.setup(dir.resolve("node" + node), addresses, node));
    }

    @Test
    void ofSeveralThatTryOneHasTheClaim() {
        GroupName group = new GroupName("race");
        Runnable race = () -> List.of(one, two, three).forEach(site -> site.engine.claim(group, 0));
        EngineView.ClaimSeen claim =
                one.sees(v -> v.claims().containsKey(group), race).claims().get(group);
        assertEquals(1, claim.epoch());
        for (Site site : List.of(one, two, three)) {
            EngineView.ClaimSeen seen =
                    site.sees(v -> v.claims().containsKey(group)).claims().get(group);
            assertEquals(claim.node(), seen.node());
            assertEquals(site.id.equals(claim.node()), seen.ours());
        }
    }

    @Test
    void aClaimIsGivenBackUnderTheEpochThatIsMeantAndHasALargerOneThen() {
        GroupName group = new GroupName("back");
        assertEquals(1, one.takes("back", 0));
        two.seesOwner("back", 1);
        two.engine.release(group, 1);
        one.engine.release(group, 2);
        assertEquals(2, one.takes("back", 1));
        one.givesBack("back", 2);
        two.seesFree("back");
        assertEquals(3, two.takes("back", 0));
    }

    @Test
    void aClaimOfANodeThatIsThereIsNotTakenWhateverIsAskedFor() {
        GroupName group = new GroupName("held");
        one.takes("held", 0);
        two.seesOwner("held", 1);
        two.engine.claim(group, 0);
        two.engine.claim(group, 1);
        two.takes("held-other", 0);
        assertEquals(1, two.seesOwner("held", 1));
    }

    @Test
    void aGroupMayHaveAnyName() {
        for (String name : List.of("..", ".", "-", "a_b.c")) {
            one.takes(name, 0);
            assertEquals(1, two.seesOwner(name, 1));
        }
    }

    @Test
    void theOthersSeeWhatANodeSaysAndItsHeartbeatsAreHeard() {
        NodeId id = one.id;
        one.say("status", "start");
        two.sees(v -> v.nodes()
                .get(id)
                .report()
                .status()
                .filter(s -> s.groups().containsKey(new GroupName("status")))
                .isPresent());
        long heard = one.engine.heard().atNanos();
        Awaitility.await().until(() -> one.engine.heard().atNanos() - heard > 0);
        assertEquals(Site.SESSION, one.engine.heard().session());
        // they are written after it was said
        Awaitility.await().until(() -> Files.exists(one.file("clstat")) && Files.exists(one.file("hastat")));
    }

    @Test
    void standbyIsRememberedForAllNodes() throws IOException {
        one.engine.standby(true, true);
        for (Site site : List.of(one, two, three)) {
            site.sees(v -> v.order().isPresent());
        }
        for (Site site : List.of(one, two, three)) {
            site.engine.standby(false, false);
            site.sees(v -> v.order().isEmpty());
        }
    }

    @Test
    void eachOrderToHaltIsSeenAlsoByANodeThatIsHaltedAndItsEndAtOnce() throws IOException {
        one.engine.standby(true, true);
        Optional<String> first = two.sees(v -> v.order().isPresent()).order();
        one.engine.standby(true, true);
        two.sees(v -> v.order().isPresent() && !v.order().equals(first));
        for (Site site : List.of(one, two, three)) {
            site.engine.standby(false, false);
            assertFalse(site.view().order().isPresent());
        }
    }

    @Test
    void standbyReachesANodeThatIsStopped() throws IOException {
        EngineSetup setup = Site.setup(
                dir.resolve("stopped"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(two.id).clientPort()),
                5,
                Site.SESSION);
        try (Site site = new Site(setup)) {
            site.open();
            one.sees(v -> v.nodes().containsKey(site.id));
        }
        one.sees(v -> !v.nodes().containsKey(new NodeId(5)));
        one.engine.standby(true, true);
        try (Site site = new Site(setup)) {
            site.open().sees(v -> v.order().isPresent());
        } finally {
            for (Site site : List.of(one, two, three)) {
                site.engine.standby(false, false);
                site.sees(v -> v.order().isEmpty());
            }
        }
    }

    @Test
    void aNodeThatLivesTakesBackThatItIsOffAndCanBeShotAllTheSame() throws Exception {
        EngineSetup reader = Site.setup(
                dir.resolve("reader"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(three.id).clientPort()),
                6,
                Site.SESSION);
        String life = two.setup.incarnation();
        Ensemble ensemble =
                new Ensemble(new ClientConfig(reader, ExternalAccess.of(reader.protection())), Site.PATIENCE, () -> {});
        ensemble.start();
        try {
            Awaitility.await().until(ensemble::isConnected);
            one.engine.fencing(two.id, new FenceWord(life, one.id, "x", FenceResult.CONFIRMED, "off"));
            List<Op> word = List.of(Op.getData(Znodes.of(Znodes.FENCES, two.id)));
            Awaitility.await()
                    .until(() -> ensemble.ask(word)
                            .found(0)
                            .filter(found -> found.data().length == 0)
                            .isPresent());
        } finally {
            ensemble.close();
        }
        FenceWord begun = new FenceWord(life, one.id, "x", FenceResult.UNKNOWN, "silent");
        one.engine.fencing(two.id, begun);
        three.sees(v -> v.nodes().get(two.id).life().fence().equals(Optional.of(begun)));
        two.sees(v -> v.nodes().get(two.id).life().fence().equals(Optional.of(begun)));
    }

    @Test
    void editsOnAnyNodeBecomeVersionsThatFollowOneAnother() throws IOException {
        two.sees(v -> v.cltab().text().equals(Optional.of("first cltab\n")));
        two.write("cltab", "second cltab\n");
        for (Site site : List.of(one, two, three)) {
            site.sees(v -> v.cltab().text().equals(Optional.of("second cltab\n")));
        }
        three.engine.writeHactl(text -> text + "more\n");
        one.sees(v -> v.hactl().text().orElse("").endsWith("more\n"));
        Awaitility.await().until(() -> Files.readString(one.file("hactl")).endsWith("more\n"));

        List<String> log = one.engine.configLog(2);
        assertEquals(2, log.size());
        assertTrue(log.get(0).contains("node 2 (host2)  cltab: edit of "), log.get(0));
        assertTrue(log.get(1).contains("node 3 (host3)  hactl: set more"), log.get(1));
        long last = Long.parseLong(log.get(1).split(" ")[0]);
        assertTrue(three.engine.configShow(last - 1).contains("second cltab\n"));
        assertFalse(three.engine.configShow(last - 1).contains("more\n"));

        assertEquals(last + 1, two.engine.configRevert(last - 2));
        one.sees(v -> v.cltab().text().equals(Optional.of("first cltab\n")));
        three.sees(v -> !v.hactl().text().orElse("").endsWith("more\n"));
        String sentence = assertThrows(IOException.class, () -> one.engine.configShow(last + 100))
                .getMessage();
        assertTrue(sentence.startsWith("no version " + (last + 100) + ": expected one from 1 to "), sentence);
    }

    @Test
    void whoAsksForALookHearsWhenWhatWasJustWrittenHasBeenTold() throws IOException {
        String good = Files.readString(three.file("cltab"));
        for (String text : List.of("ERROR again\n", good)) {
            three.write("cltab", text);
            CompletableFuture<String> told = new CompletableFuture<>();
            three.engine.look(() -> told.complete(three.view().cltab().text().orElse("")));
            assertEquals(text, told.join());
        }
    }

    @Test
    void anEditWithErrorsIsCheckedOnce() throws IOException {
        String good = Files.readString(three.file("cltab"));
        three.write("cltab", "ERROR once\n");
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> looked = new CompletableFuture<>();
            three.engine.look(() -> looked.complete(null));
            looked.join();
        }
        assertEquals(Optional.of("ERROR once\n"), three.view().cltab().text());
        assertEquals(1, Collections.frequency(three.checked, "ERROR once\n"));
        three.write("cltab", good);
        three.sees(v -> v.cltab().text().equals(Optional.of(good)));
    }

    @Test
    void anEditWithErrorsStaysWhereItIs() throws IOException {
        String good = Files.readString(three.file("cltab"));
        three.write("cltab", "ERROR\n");
        EngineView seen = three.sees(v -> v.cltab().text().equals(Optional.of("ERROR\n")));
        assertTrue(seen.connected());
        one.engine.look();
        assertFalse(one.view().cltab().text().orElse("").contains("ERROR"));
        three.write("cltab", good);
        three.sees(v -> v.cltab().text().equals(Optional.of(good)));
    }

    @Test
    void ofTwoEditsAtOnceOneIsTheNextVersionAndTheOtherIsKeptBesideOrComesAfterIt() throws IOException {
        String first = "# of node 1\n";
        String second = "# of node 2\n";
        one.write("hactl", first);
        two.write("hactl", second);
        EngineView seen =
                three.sees(v -> List.of(first, second).contains(v.hactl().text().orElse("")));
        assertTrue(seen.connected());
        Awaitility.await().until(() -> {
            List<String> hashes = new ArrayList<>();
            for (Site site : List.of(one, two, three)) {
                hashes.add(Files.readString(site.file("hactl")));
            }
            return hashes.stream().distinct().count() == 1 && found(first) && found(second);
        });
    }

    /** Whether an edit is a version, or lies beside on the node where it was made. */
    private static boolean found(String text) throws IOException {
        for (String line : one.engine.configLog(10)) {
            if (one.engine.configShow(Long.parseLong(line.split(" ")[0])).contains(text)) {
                return true;
            }
        }
        for (Site site : List.of(one, two)) {
            try (Stream<Path> files = Files.list(site.setup.base())) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith("hactl.refused-"))
                        .toList()) {
                    if (Files.readString(file).equals(text)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Test
    void anOldVersionThatANodeComesWithIsNoEdit() throws IOException {
        one.engine.writeHactl(text -> "# an older version\n");
        one.engine.writeHactl(text -> "# a newer version\n");
        EngineSetup setup = Site.setup(
                dir.resolve("restored"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(one.id).clientPort()),
                7,
                Site.SESSION);
        try (Site site = new Site(setup)) {
            site.write("hactl", "# an older version\n");
            site.open();
            Awaitility.await().until(() -> Files.readString(site.file("hactl")).equals("# a newer version\n"));
            try (Stream<Path> files = Files.list(setup.base())) {
                assertEquals(
                        List.of(),
                        files.filter(f -> f.toString().contains("refused")).toList());
            }
        }
    }

    @Test
    void aSecondDaemonUnderOneNumberIsRefused() {
        EngineSetup impostor = Site.setup(
                dir.resolve("impostor"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(one.id).clientPort()),
                2,
                Site.SESSION);
        long pid = ProcessHandle.current().pid();
        Site.isRefused(impostor, ("node 2 is already run by host host2 (pid " + pid + ")")::equals);
    }

    @Test
    void aSessionThatTheEnsembleDoesNotKeepIsRefused() {
        EngineSetup other = Site.setup(
                dir.resolve("other"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(one.id).clientPort()),
                9,
                Duration.ofSeconds(1));
        String begin = "the ensemble makes a session of 3000 ms where session.timeout=1000: ";
        Site.isRefused(other, sentence -> sentence.startsWith(begin));
    }

    @Test
    void aNodeWhoseFilesystemDoesNotAnswerIsTakenOverFromAsWell() throws IOException {
        EngineSetup setup = Site.setup(
                dir.resolve("fifth"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(three.id).clientPort()),
                5,
                Site.SESSION);
        NodeId five = new NodeId(5);
        try (Site site = new Site(setup).open()) {
            site.takes("stalled", 0);
            one.seesOwner("stalled", 5);
            site.filesystem.lock();
            try {
                // which becomes no version when it is looked at in the end
                site.write("cltab", "ERROR\n");
                one.sees(v -> v.nodes().get(five).life().provenGone());
            } finally {
                site.filesystem.unlock();
            }
            one.sees(v -> v.nodes().get(five).up());
        }
    }

    @Test
    void aNodeWhoseOwnThreadStandsStillIsTakenOverWhenItWasSilentLongEnough() throws IOException {
        EngineSetup setup = Site.setup(
                dir.resolve("fourth"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + addresses.get(three.id).clientPort()),
                4,
                Site.SESSION);
        NodeId four = new NodeId(4);
        try (Site site = new Site(setup).open()) {
            site.takes("silent", 0);
            one.seesOwner("silent", 4);
            site.fallSilent();
            one.sees(v -> !v.nodes().get(four).up());
            one.takes("silent-other", 0);
            Sighting over = one.sees(v -> v.nodes().get(four).life().provenGone())
                    .nodes()
                    .get(four);
            long heard = site.engine.heard().atNanos();
            long silent = System.nanoTime() - heard;
            assertTrue(silent > setup.times().lease().toNanos(), () -> "over after " + silent);
            assertFalse(over.up());
            assertEquals(2, one.takes("silent", 1));
        }
    }
}
