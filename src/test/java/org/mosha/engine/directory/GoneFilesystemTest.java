package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.ClusterEngine.Heartbeat;
import org.mosha.node.EngineView;

/** The shared directory is a mount point, and the filesystem goes away: an empty directory is in its place. */
class GoneFilesystemTest {
    private static final NodeId TWO = new NodeId(2);

    @TempDir
    private Path dir;

    private Path mfsbase;
    private final List<Station> stations = new ArrayList<>();

    @BeforeEach
    void makeFilesystem() throws IOException {
        mfsbase = Files.createDirectory(dir.resolve("mfs"));
    }

    @AfterEach
    void closeAll() {
        stations.forEach(Station::close);
    }

    private Station start(int node) throws IOException {
        Station station = new Station(mfsbase, node);
        stations.add(station);
        return station.open().live();
    }

    private void unmount() throws IOException {
        Files.move(mfsbase, dir.resolve("away"));
        Files.createDirectory(mfsbase);
    }

    /** The other way round: what was written into the empty directory is gone. */
    private void mount() throws IOException {
        Files.move(mfsbase, dir.resolve("bare"));
        Files.move(dir.resolve("away"), mfsbase);
    }

    /** Another trouble may come before, of a look that was under way. */
    private static void seesThatItsMarkIsGone(Station node) {
        node.sees(v -> !v.connected() && v.trouble().contains("cannot read " + node.file(DirectoryLayout.MARK)));
    }

    private static boolean isAlone(Heartbeat heard) {
        return heard.aloneNanos() - heard.atNanos() > 0;
    }

    @Test
    void anEmptyDirectoryInItsPlaceDoesNotShowThatNobodyIsThere() throws IOException {
        Station one = start(1);
        one.die();
        await().until(() -> isAlone(one.engine.heard()));
        unmount();
        seesThatItsMarkIsGone(one);
        Heartbeat last = one.engine.heard();
        one.lookAgain();
        assertEquals(last, one.engine.heard());
        mount();
        one.sees(EngineView::connected);
        await().until(() -> one.engine.heard().aloneNanos() - last.aloneNanos() > 0);
    }

    @Test
    void whatWasSeenBeforeStaysAndNothingIsWritten() throws IOException {
        Station one = start(1);
        start(2).engine.claim(Station.WEB, 0);
        one.sees(v -> v.nodes().containsKey(TWO) && v.claims().containsKey(Station.WEB));
        unmount();
        EngineView seen = one.sees(v -> !v.connected());
        one.engine.claim(new GroupName("db"), 0);
        assertThrows(IOException.class, () -> one.engine.writeHactl(text -> "web stop\n"));
        assertThrows(IOException.class, () -> one.engine.standby(true, false));
        one.lookAgain();
        assertEquals(seen.nodes(), one.view().nodes());
        assertEquals(seen.claims(), one.view().claims());
        try (Stream<Path> written = Files.list(mfsbase)) {
            assertEquals(List.of(), written.toList());
        }
    }

    @Test
    void aDirectoryOfThisNodeThatLayBelowIsNotWrittenTo() throws IOException {
        Station one = start(1);
        unmount();
        // what was being written is done
        seesThatItsMarkIsGone(one);
        Path below = Files.createDirectories(one.layout.base(one.id));
        one.sees(v -> v.trouble().contains(below + " is another directory than at the start"));
        Heartbeat last = one.engine.heard();
        one.lookAgain();
        one.say("12", "DONE");
        one.lookAgain();
        assertEquals(last, one.engine.heard());
        assertFalse(Files.exists(one.file(DirectoryLayout.MARK)));
    }

    @Test
    void aMarkThatComesWithAFilesystemThatIsMountedLateIsNotTakenForADaemonThatRuns() throws IOException {
        Station last = start(1);
        last.die();
        String left = Files.readString(last.file(DirectoryLayout.MARK));
        unmount();
        seesThatItsMarkIsGone(last);
        Station one = start(1);
        Files.move(mfsbase, dir.resolve("bare"));
        Files.move(dir.resolve("away"), mfsbase);
        String there =
                one.layout.base(one.id) + " is another directory than at the start, with the mark of host host1 (pid ";
        EngineView view = one.sees(v -> {
            put(left, one.file(DirectoryLayout.MARK));
            return v.trouble().contains(there);
        });
        assertTrue(view.trouble().contains("start this node anew to use it"), view.trouble());
        assertFalse(view.trouble().contains("already run"), view.trouble());
        Heartbeat heard = one.engine.heard();
        assertTrue(
                System.nanoTime() - heard.aloneNanos() >= heard.session().toNanos(), "its lease is over all the same");
    }

    /** The station may have been about to write its own in that very moment, and then has. */
    private static void put(String mark, Path file) {
        try {
            if (!Files.readString(file).equals(mark)) {
                Files.writeString(file, mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMarkThatSomebodyHasRemovedComesBack() throws IOException {
        Station one = start(1);
        Files.delete(one.file(DirectoryLayout.MARK));
        await().until(() -> Files.exists(one.file(DirectoryLayout.MARK)));
        one.sees(EngineView::connected);
    }

    @Test
    void aClaimIsNotMadeAndNoneIsMissingWhereThereIsNoFilesystem() throws IOException {
        Path anchor = Files.createDirectory(mfsbase.resolve("1"));
        ClaimStore store = new ClaimStore(mfsbase.resolve("claims"), anchor, new ClaimToken.Owner(TWO, "life"));
        ClaimListing nothing = store.list();
        Files.delete(anchor);
        assertThrows(IOException.class, store::list);
        assertThrows(IOException.class, () -> store.claim(nothing, Station.WEB, 0));
        assertFalse(Files.exists(mfsbase.resolve("claims")));
    }
}
