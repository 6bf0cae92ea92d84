package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.SeedFacts;
import org.mosha.SeedFixture;
import org.mosha.engine.FileContent;
import org.mosha.model.NodeId;

class ConfigReplicationTest {
    private static final Instant PAST = Instant.now().minusSeconds(1000).truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private Path mfsbase;

    private final List<Station> stations = new ArrayList<>();

    @AfterEach
    void closeAll() {
        stations.forEach(Station::close);
    }

    @Test
    void theNewestOfBothFilesReachesAllNodesWithItsTime() throws IOException {
        put(1, "hactl", "old\n", PAST);
        put(2, "hactl", "new\n", PAST.plusSeconds(5));
        put(1, "cltab", "tab\n", PAST.plusSeconds(7));
        List<Station> all = List.of(start(1), start(2), start(3));
        for (Station node : all) {
            node.sees(v -> v.hactl().text().equals(Optional.of("new\n"))
                    && v.cltab().text().equals(Optional.of("tab\n")));
            assertEquals(PAST.plusSeconds(5), time(node, "hactl"));
            assertEquals(PAST.plusSeconds(7), time(node, "cltab"));
        }
    }

    /** The original's own test of getlatest; of its four rows that of hactl, since no clstat is copied here. */
    @Test
    void theFixturesHactlIsCopiedOnceAsTheOriginalDoesIt() throws IOException {
        int rows = 0;
        for (JsonElement row : SeedFacts.all().getAsJsonArray("getlatest")) {
            JsonObject fact = row.getAsJsonObject();
            if (!fact.get("file").getAsString().equals("hactl")) {
                continue;
            }
            rows++;
            SeedFixture.in(mfsbase);
            DirectoryLayout layout =
                    new DirectoryLayout(mfsbase.resolve("mfs"), Optional.of(mfsbase.resolve("hpc")), "var/mosix-ha");
            Path newest = layout.base(new NodeId(1)).resolve("hactl");
            Path own = layout.base(new NodeId(fact.get("node").getAsInt())).resolve("hactl");
            for (JsonElement copied : fact.getAsJsonArray("copied")) {
                Object before = key(own);
                Station node = new Station(layout, fact.get("node").getAsInt(), Duration.ofMinutes(1)).open();
                stations.add(node);
                assertEquals(Files.readString(newest), node.hactl());
                assertEquals(Files.getLastModifiedTime(newest), Files.getLastModifiedTime(own));
                assertEquals(copied.getAsBoolean(), !key(own).equals(before), fact.toString());
                node.close();
            }
        }
        assertEquals(1, rows);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void whoAsksForALookHearsWhenWhatWasJustWrittenHasBeenTold() throws IOException {
        put(1, "cltab", "tab\n", PAST);
        Station one = start(1);
        for (String text : List.of("ERROR\n", "another tab\n")) {
            Station.write(one.file("cltab"), text);
            CompletableFuture<String> told = new CompletableFuture<>();
            one.engine.look(() -> told.complete(one.view().cltab().text().orElse("")));
            assertEquals(text, told.join());
        }
    }

    @Test
    void anEditOnAnyNodeReachesAll() throws IOException {
        List<Station> all = List.of(start(1), start(2), start(3));
        for (int i = 0; i < 3; i++) {
            String text = "edit " + i + "\n";
            all.get(i).engine.writeHactl(old -> text);
            all.forEach(n -> n.sees(v -> v.hactl().text().equals(Optional.of(text))));
        }
    }

    @Test
    void ofEquallyNewOnesAllTakeTheSame() throws IOException {
        put(1, "hactl", "one\n", PAST);
        put(2, "hactl", "two\n", PAST);
        put(3, "hactl", "three\n", PAST);
        List<Station> all = List.of(start(1), start(2), start(3));
        String best = List.of("one\n", "two\n", "three\n").stream()
                .max((a, b) -> FileContent.of(a.getBytes())
                        .hash()
                        .compareTo(FileContent.of(b.getBytes()).hash()))
                .orElseThrow();
        all.forEach(n -> n.sees(v -> v.hactl().text().equals(Optional.of(best))));
    }

    @Test
    void aClockThatWasAheadBlocksNoLaterEdit() throws IOException {
        put(1, "hactl", "from the future\n", Instant.now().plusSeconds(86_400));
        List<Station> all = List.of(start(1), start(2), start(3));
        all.forEach(n -> n.sees(v -> n.hactl().equals("from the future\n")
                && v.warnings().stream().anyMatch(w -> w.contains("a time in the future"))));
        Station.write(all.get(1).file("hactl"), "edited by hand\n");
        all.forEach(n -> n.sees(v -> n.hactl().equals("edited by hand\n")));
        all.get(2).engine.writeHactl(old -> old + "and by command\n");
        all.forEach(n -> n.sees(v -> n.hactl().equals("edited by hand\nand by command\n")));
    }

    @Test
    void anEditWhileNoDaemonRanIsNewerThanWhatItReplaced() throws IOException {
        put(1, "hactl", "from the future\n", Instant.now().plusSeconds(86_400));
        List<Station> before = List.of(start(1), start(2));
        before.forEach(n -> n.sees(v -> n.hactl().equals("from the future\n")));
        before.forEach(Station::close);
        Station.write(before.get(1).file("hactl"), "edited by hand\n");
        for (Station node : List.of(start(1), start(2))) {
            node.sees(v -> node.hactl().equals("edited by hand\n"));
        }
    }

    @Test
    void aNewestOneWithErrorsStaysWhereItIs() throws IOException {
        List<Station> all = List.of(start(1), start(2), start(3));
        all.get(0).engine.writeHactl(old -> "good\n");
        all.forEach(n -> n.sees(v -> n.hactl().equals("good\n")));
        Station.write(all.get(1).file("hactl"), "ERROR\n");
        all.get(1).sees(v -> v.hactl().text().equals(Optional.of("ERROR\n")));
        String warning =
                all.get(2).sees(v -> !v.warnings().isEmpty()).warnings().get(0);
        assertTrue(warning.startsWith("the hactl of node 2 has errors and is not taken"), warning);
        assertEquals("good\n", all.get(2).hactl());
        assertEquals("ERROR\n", Files.readString(all.get(1).file("hactl")));
        all.get(0).engine.writeHactl(old -> "better\n");
        all.forEach(
                n -> n.sees(v -> n.hactl().equals("better\n") && v.warnings().isEmpty()));
    }

    @Test
    void anEditThatIsMadeWhileTheTimeOfTheSameTextIsTakenIsKept() throws IOException {
        put(1, "hactl", "text\n", PAST.plusSeconds(5));
        put(2, "hactl", "text\n", PAST);
        Station two = start(2);
        two.sees(v -> two.hactl().equals("text\n"));
        two.filesystem.lock();
        try {
            start(1);
            // it has looked at its own file, and now checks the other one's
            await().until(two.filesystem::hasQueuedThreads);
            Station.write(two.file("hactl"), "edited\n");
        } finally {
            two.filesystem.unlock();
        }
        stations.forEach(n -> n.sees(v -> n.hactl().equals("edited\n")));
    }

    @Test
    void aDeletedFileComesBackFromTheOthers() throws IOException {
        List<Station> all = List.of(start(1), start(2));
        all.get(0).engine.writeHactl(old -> "good\n");
        all.get(1).sees(v -> all.get(1).hactl().equals("good\n"));
        Files.delete(all.get(1).file("hactl"));
        all.get(1).sees(v -> Files.exists(all.get(1).file("hactl")));
    }

    private void put(int node, String name, String text, Instant time) throws IOException {
        Path file = mfsbase.resolve(node + "/var/mosha/" + name);
        Station.write(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static Instant time(Station node, String name) throws IOException {
        return Files.getLastModifiedTime(node.file(name)).toInstant();
    }

    private Station start(int node) throws IOException {
        Station station = new Station(mfsbase, node);
        stations.add(station);
        return station.open().live();
    }
}
