package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.engine.WatchedFile;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.ClusterEngine;
import org.mosha.node.EngineView;
import org.mosha.node.EngineView.ClaimSeen;

class SingleNodeTest {
    @TempDir
    private Path mfsbase;

    @Test
    void theFirstViewComesBeforeOpenReturns() throws IOException {
        Station node = new Station(mfsbase, 1);
        Station.write(node.file("hactl"), "web start\n");
        try (node) {
            node.open();
            EngineView first = node.views.get(0);
            assertTrue(first.connected(), first.trouble());
            assertEquals(Optional.of("web start\n"), first.hactl().text());
            assertEquals(node.file("hactl").toString(), first.hactl().file());
            assertEquals(Optional.empty(), first.cltab().text());
            assertTrue(first.nodes().get(node.id).runsMosha());
            assertTrue(first.nodes().get(node.id).up());
        }
    }

    @Test
    void aVersionWithErrorsAtTheStartIsToldAfterWhatTheLastLifeHadInForce() throws IOException {
        Station last = new Station(mfsbase, 1);
        Station.write(last.file("hactl"), "web start\n");
        Files.setPosixFilePermissions(last.file("hactl"), PosixFilePermissions.fromString("rw-r-----"));
        try (last) {
            last.open();
        }
        Path kept = last.file(".hactl.good");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        Station.write(last.file("hactl"), "ERROR\n");
        try (Station node = new Station(mfsbase, 1).open()) {
            EngineView first = node.views.get(0);
            assertEquals(Optional.of("web start\n"), first.hactl().text());
            assertEquals(kept.toString(), first.hactl().file());
            node.sees(v -> v.hactl().text().equals(Optional.of("ERROR\n")));
        }
        assertEquals("web start\n", Files.readString(kept));
    }

    @Test
    void whatIsKeptIsNotTakenWhereThereIsNoFileAnyMore() throws IOException {
        Station last = new Station(mfsbase, 1);
        Station.write(last.file("hactl"), "web start\n");
        try (last) {
            last.open();
        }
        Files.delete(last.file("hactl"));
        try (Station node = new Station(mfsbase, 1).open()) {
            assertEquals(Optional.empty(), node.views.get(0).hactl().text());
        }
    }

    @Test
    void anEditIsSeenSoonWhereNothingHasHappenedForLong() throws IOException {
        Station node = new Station(mfsbase, 1);
        Station.write(node.file("hactl"), "web start\n");
        try (node) {
            node.open();
            node.engine.claim(Station.WEB, 0);
            node.sees(v -> v.claims().containsKey(Station.WEB));
            node.say("start", "DONE");
            assumeTrue(isTold(node), "no file system of this kernel's own");
            Files.writeString(node.file("hactl"), "web stop\n");
            // without being told, the next look would come later
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> node.view().hactl().text().equals(Optional.of("web stop\n")));
        }
    }

    private static boolean isTold(Station node) {
        try {
            await().until(node.engine::isResting);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    @Test
    void aPublishedStatusIsWrittenInTheOriginalsFormat() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            node.say("start", "DONE");
            await().until(() -> Files.exists(node.file("hastat")));
            assertEquals("Cluster::Init::Group web start DONE\n", Files.readString(node.file("clstat")));
            assertEquals(
                    "{\"web\":{\"1\":{\"level\":\"start\",\"state\":\"DONE\"}}}",
                    Files.readString(node.file("hastat")).replaceAll("\\s", ""));
        }
    }

    @Test
    void closingWithdrawsTheStatusAndGivesTheClaimsBack() throws IOException {
        Station node = new Station(mfsbase, 1).open();
        node.say("start", "DONE");
        node.engine.claim(Station.WEB, 0);
        node.sees(v -> v.claims().containsKey(Station.WEB));
        await().until(() -> Files.exists(node.file("clstat")));
        node.close();
        assertFalse(Files.exists(node.file("clstat")));
        assertFalse(Files.exists(node.file("mosha.node")));
        assertTrue(Files.exists(mfsbase.resolve("claims/web@1")));
    }

    @Test
    void whereTheClaimsCannotBeGivenBackTheMarkStaysThatSaysHowLongTheyAreWaitedFor() throws IOException {
        Station node = new Station(mfsbase, 1).open();
        node.say("start", "DONE");
        node.engine.claim(Station.WEB, 0);
        node.sees(v -> v.claims().containsKey(Station.WEB));
        Path claims = mfsbase.resolve("claims");
        Path away = mfsbase.resolve("away");
        Files.move(claims, away);
        Files.createFile(claims);
        node.close();
        Files.delete(claims);
        Files.move(away, claims);
        try (Station other = new Station(mfsbase, 2)) {
            EngineView seen = other.open().view();
            assertEquals(node.life, seen.claims().get(Station.WEB).incarnation());
            assertEquals(node.life, seen.nodes().get(node.id).life().incarnation());
            assertEquals(Duration.ofSeconds(2), seen.nodes().get(node.id).life().session());
        }
    }

    @Test
    void aClaimShowsAsOursAndItsEpochGrows() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            node.engine.claim(Station.WEB, 0);
            node.sees(v -> v.claims().containsKey(Station.WEB));
            assertEquals(
                    new ClaimSeen(node.id, node.life, 1, true),
                    node.view().claims().get(Station.WEB));
            node.engine.release(Station.WEB, 1);
            node.sees(v -> v.claims().isEmpty());
            node.engine.claim(Station.WEB, 0);
            node.sees(v -> v.claims().containsKey(Station.WEB));
            assertEquals(2, node.view().claims().get(Station.WEB).epoch());
        }
    }

    @Test
    void ofManyClaimsSomeShowFirstAndTheRestSoonTogether() throws IOException {
        Map<GroupName, Long> all = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            all.put(new GroupName("g" + i), 0L);
        }
        try (Station node = new Station(mfsbase, 1).open()) {
            node.engine.claimAll(all);
            node.sees(v -> v.claims().size() == all.size());
            List<Integer> sizes =
                    node.views.stream().map(v -> v.claims().size()).distinct().toList();
            assertEquals(List.of(0, 64, 200), sizes);
        }
    }

    @Test
    void aClaimOfAnEarlierLifeIsNotOursAndCanBeTaken() throws IOException {
        ClaimStore earlier =
                new ClaimStore(mfsbase.resolve("claims"), mfsbase, new ClaimToken.Owner(new NodeId(1), "before"));
        earlier.claim(earlier.list(), Station.WEB, 0);
        // nothing is known of that life, which is waited for twice this time-out
        DirectoryLayout layout = new DirectoryLayout(mfsbase, Optional.empty(), "var/mosha");
        try (Station node = new Station(layout, 1, Duration.ofMillis(500)).open()) {
            assertEquals(
                    new ClaimSeen(node.id, "before", 1, false),
                    node.view().claims().get(Station.WEB));
            node.engine.claim(Station.WEB, 1);
            node.sees(v -> v.claims().get(Station.WEB).ours());
            assertEquals(2, node.view().claims().get(Station.WEB).epoch());
        }
    }

    @Test
    void anEditOfTheFileIsSeen() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            Station.write(node.file("cltab"), "web:a:start:wait:true\n");
            node.sees(v -> v.cltab().text().isPresent());
            Files.delete(node.file("cltab"));
            node.sees(v -> v.cltab().text().isEmpty());
        }
    }

    @Test
    void ownTextWithErrorsIsToldToTheNode() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            Station.write(node.file("hactl"), "ERROR\n");
            node.sees(v -> v.hactl().text().equals(Optional.of("ERROR\n")));
        }
    }

    @Test
    void hactlIsEditedInPlaceOfALinkAndKeepsItsPermissions() throws IOException {
        Station node = new Station(mfsbase, 1);
        Path real = mfsbase.resolve("elsewhere/real");
        Station.write(real, "web stop\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-r--"));
        Files.createDirectories(node.layout.base(node.id));
        Files.createSymbolicLink(node.file("hactl"), real);
        try (node) {
            node.open();
            node.engine.writeHactl(text -> text.replace("stop", "start"));
            assertEquals("web start\n", node.hactl());
            assertEquals("web start\n", Files.readString(real));
            assertTrue(Files.isSymbolicLink(node.file("hactl")));
            assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        }
    }

    @Test
    void anEditIsNewerThanAFileOfTheFuture() throws IOException {
        Station node = new Station(mfsbase, 1);
        Station.write(node.file("hactl"), "web stop\n");
        FileTime future = FileTime.from(Instant.now().plusSeconds(3600));
        Files.setLastModifiedTime(node.file("hactl"), future);
        try (node) {
            node.open();
            assertTrue(node.view().warnings().get(0).contains("in the future"));
            node.engine.writeHactl(text -> "web start\n");
            assertTrue(Files.getLastModifiedTime(node.file("hactl")).compareTo(future) > 0);
        }
    }

    @Test
    void editsAtOnceLoseNothing() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            CompletableFuture<?>[] edits = new CompletableFuture<?>[8];
            for (int i = 0; i < edits.length; i++) {
                String line = "group" + i + " start\n";
                edits[i] = CompletableFuture.runAsync(() -> edit(node, line));
            }
            CompletableFuture.allOf(edits).join();
            assertEquals(8, node.hactl().lines().distinct().count());
        }
    }

    @Test
    void anEditOfARemovedFileBringsBackWhatIsInForce() throws IOException {
        Station.write(mfsbase.resolve("1/var/mosha/hactl"), "web start\nmail start\n");
        try (Station node = new Station(mfsbase, 1).open()) {
            node.sees(v -> v.hactl().text().isPresent());
            Files.delete(node.file("hactl"));
            node.engine.writeHactl(text -> text.replace("web start", "web stop"));
            assertEquals("web stop\nmail start\n", Files.readString(node.file("hactl")));
        }
        Files.delete(mfsbase.resolve("1/var/mosha/hactl"));
        try (Station node = new Station(mfsbase, 1).open()) {
            node.engine.writeHactl(text -> text + "web start\n");
            assertEquals("web start\n", Files.readString(node.file("hactl")));
        }
    }

    @Test
    void standbyIsRememberedForTheNextStart() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            node.engine.standby(true, false);
            assertTrue(node.view().order().isPresent());
        }
        try (Station node = new Station(mfsbase, 1).open()) {
            assertTrue(node.view().order().isPresent());
            node.engine.standby(false, false);
            assertFalse(node.view().order().isPresent());
        }
    }

    @Test
    void anIdleNodeIsSilentButAnswersALook() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            node.say("start", "DONE");
            node.sees(v -> v.nodes().get(node.id).report().status().isPresent());
            int told = node.views.size();
            long beat = beat(node);
            await().until(() -> {
                node.say("start", "DONE");
                return beat(node) > beat + 1;
            });
            assertEquals(told, node.views.size());
            node.engine.look();
            await().until(() -> node.views.size() == told + 1);
        }
    }

    @Test
    void theHeartbeatStopsWithTheNodesThread() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            long beat = beat(node);
            Station.write(node.file("hactl"), "web start\n");
            node.sees(v -> v.hactl().text().isPresent());
            assertEquals(beat, beat(node));
        }
    }

    @Test
    void aNodeThatCannotMakeItsDirectorySaysWhy() throws IOException {
        Files.writeString(mfsbase.resolve("1"), "no directory");
        Station node = new Station(mfsbase, 1);
        IOException e = assertThrows(IOException.class, node::open);
        assertTrue(e.getMessage().startsWith("cannot write in " + node.layout.base(node.id)), e.getMessage());
    }

    @Test
    void troubleWithAFileIsToldAndEnds() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            Path inTheWay = node.file("clstat");
            Files.createDirectories(inTheWay.resolve("full"));
            node.say("start", "DONE");
            EngineView view = node.sees(v -> !v.connected());
            assertTrue(view.trouble().startsWith("cannot write " + inTheWay), view.trouble());
            Files.delete(inTheWay.resolve("full"));
            Files.delete(inTheWay);
            node.say("start", "DONE");
            node.sees(EngineView::connected);
            assertEquals("Cluster::Init::Group web start DONE\n", Files.readString(inTheWay));
        }
    }

    @Test
    void aFileThatIsTooLargeIsTrouble() throws IOException {
        try (Station node = new Station(mfsbase, 1).open()) {
            try (var file = new RandomAccessFile(node.file("hactl").toFile(), "rw")) {
                file.setLength(WatchedFile.MOST_BYTES + 1L);
            }
            EngineView view = node.sees(v -> v.hactl().trouble().isPresent());
            assertTrue(view.hactl().trouble().get().contains("too large"));
        }
    }

    @Test
    void aFilesystemThatDoesNotAnswerIsTroubleAndKeepsNobodyWaiting() throws IOException {
        Set<Thread> others = engines();
        Station node = new Station(mfsbase, 1).open();
        node.filesystem.lock();
        try {
            Station.write(node.file("hactl"), "web start\n");
            EngineView view = node.sees(v -> !v.connected());
            assertEquals("the filesystem has not answered for 3 s", view.trouble());
            node.say("start", "DONE");
            node.engine.claim(Station.WEB, 0);
        } finally {
            node.filesystem.unlock();
        }
        node.sees(v -> v.connected() && v.claims().containsKey(Station.WEB));
        node.filesystem.lock();
        try {
            Station.write(node.file("hactl"), "web stop\n");
            node.close();
        } finally {
            node.filesystem.unlock();
        }
        // what it may still write must not come while the directory is removed
        await().until(() -> others.containsAll(engines()));
    }

    @Test
    void whoIsToldToStopDoesNotWaitForAFilesystemThatDoesNotAnswer() throws IOException {
        Set<Thread> others = engines();
        Station node = new Station(mfsbase, 1);
        Files.createDirectories(node.file("hactl").getParent());
        Station.write(node.file("hactl"), "web start\n");
        node.filesystem.lock();
        try {
            IOException told = assertThrows(IOException.class, () -> node.engine.open(new ToldToStop()));
            assertEquals("the filesystem has not answered yet", told.getMessage());
        } finally {
            node.filesystem.unlock();
        }
        node.close();
        await().until(() -> others.containsAll(engines()));
    }

    private static final class ToldToStop implements ClusterEngine.Listener {
        @Override
        public void changed(EngineView view) {
            // nobody looks at it
        }

        @Override
        public boolean isGivenUp() {
            return true;
        }
    }

    private static Set<Thread> engines() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mosha-engine"))
                .collect(Collectors.toSet());
    }

    private static void edit(Station node, String line) {
        try {
            node.engine.writeHactl(text -> text + line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long beat(Station node) throws IOException {
        return NodeMark.parse(Files.readString(node.file("mosha.node")))
                .orElseThrow()
                .heartbeat();
    }
}
