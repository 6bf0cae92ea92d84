package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.config.Durations;
import org.mosha.engine.Replacement;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;
import org.mosha.node.Sighting;

class NodeWatchTest {
    private static final NodeId TWO = new NodeId(2);
    private static final ClStat WHOLE = new ClStat(new TreeMap<>(Map.of(
            new GroupName("db"), new GroupStatus(Runlevel.TEST, "PASSED"),
            new GroupName("mail"), new GroupStatus(new Runlevel("12"), "DONE"),
            new GroupName("web"), new GroupStatus(new Runlevel("start"), "STARTING"))));

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    @TempDir
    private Path mfsbase;

    private DirectoryLayout layout;
    private long nanos = 1;

    @BeforeEach
    void layOut() {
        layout = new DirectoryLayout(mfsbase, Optional.empty(), "v");
    }

    @Test
    void aCutStatusIsDamagedAtEachPointAndDropsNothing() throws IOException {
        String text = WHOLE.format();
        mark(NodeMark.fingerprint(text));
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(clstat(), text);
            NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
            assertFalse(look(watch).report().damaged());
            Files.writeString(clstat(), text.substring(0, length));
            for (int i = 0; i < 5; i++) {
                assertEquals(Optional.of(WHOLE), look(watch).report().status(), "cut at " + length);
            }
            assertTrue(look(watch).report().damaged(), "cut at " + length);
        }
    }

    @Test
    void aStatusThatIsFoundCutIsDamagedAtOnce() throws IOException {
        String text = WHOLE.format();
        mark(NodeMark.fingerprint(text));
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(clstat(), text.substring(0, length));
            assertTrue(
                    look(new NodeWatch(TWO, layout, Duration.ofSeconds(60)))
                            .report()
                            .damaged(),
                    "cut at " + length);
        }
    }

    @Test
    void aStatusOfTheOriginalThatShrinksInPlaceIsDamaged() throws IOException {
        String text = WHOLE.format();
        Station.write(clstat(), text);
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        assertFalse(look(watch).report().damaged());
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(clstat(), text.substring(0, length));
            Sighting seen = look(watch);
            assertTrue(seen.report().damaged(), "cut at " + length);
            assertEquals(Optional.of(WHOLE), seen.report().status(), "cut at " + length);
        }
        Files.writeString(clstat(), text);
        assertFalse(look(watch).report().damaged());
    }

    @Test
    void aStatusOfTheOriginalThatIsReplacedMayBeShorter() throws IOException {
        Station.write(clstat(), WHOLE.format());
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        look(watch);
        String shorter = WHOLE.format().lines().findFirst().orElseThrow() + "\n";
        Replacement.write(clstat(), shorter.getBytes(), Optional.empty());
        Sighting seen = look(watch);
        assertFalse(seen.report().damaged());
        assertEquals(1, seen.report().status().orElseThrow().groups().size());
    }

    @Test
    void anUnreadableStatusIsDamaged() throws IOException {
        Files.createDirectories(clstat());
        assertTrue(look(new NodeWatch(TWO, layout, Duration.ofSeconds(60)))
                .report()
                .damaged());
    }

    @Test
    void aSessionThatNobodyCouldCountIsOneThatASettingCouldHave() throws IOException {
        Station.write(
                markFile(), "host=h\npid=1\nincarnation=life\nheartbeat=1\nsessionMillis=" + Long.MAX_VALUE + "\n");
        Sighting seen = look(new NodeWatch(TWO, layout, Duration.ofSeconds(60)));
        assertEquals("life", seen.life().incarnation());
        assertEquals(Durations.LONGEST, seen.life().session());
    }

    @Test
    void aStatusThatVanishesUnderALivingMarkIsDamagedAndKept() throws IOException {
        mark(NodeMark.fingerprint(WHOLE.format()));
        Files.writeString(clstat(), WHOLE.format());
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        look(watch);
        Files.delete(clstat());
        for (int i = 0; i < 5; i++) {
            look(watch);
        }
        assertTrue(look(watch).report().damaged());
        assertEquals(Optional.of(WHOLE), look(watch).report().status());
    }

    @Test
    void aWithdrawnStatusIsNoDamage() throws IOException {
        mark(NodeMark.fingerprint(WHOLE.format()));
        Files.writeString(clstat(), WHOLE.format());
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        look(watch);
        Files.delete(clstat());
        Files.delete(layout.file(TWO, DirectoryLayout.MARK));
        Sighting seen = look(watch);
        assertFalse(seen.report().damaged());
        assertFalse(seen.runsMosha());
        assertEquals(Optional.empty(), seen.report().status());
    }

    @Test
    void aLookThatTakesLongShowsSilenceOnlyUpToItsBeginning() throws IOException {
        mark(NodeMark.fingerprint(WHOLE.format()));
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        Sighting first = look(watch);
        assertTrue(
                first.contact().seenNanos() > first.contact().lookedNanos(),
                "what is new may have been said at its end");
        Sighting second = look(watch);
        assertEquals(first.contact().seenNanos(), second.contact().seenNanos());
        assertEquals(
                first.contact().seenNanos() + 1,
                second.contact().lookedNanos(),
                "what is not there may have been said after its beginning");
    }

    @Test
    void whoHasSaidSomethingAfterItWasConfirmedOffIsNotOffAlsoToWhoeverLooksForTheFirstTime() throws IOException {
        FenceWord off = new FenceWord("life", new NodeId(1), "x", FenceResult.CONFIRMED, "exit code 0");
        Path file = layout.file(TWO, DirectoryLayout.FENCE);
        mark("print", 7);
        FenceFile.write(file, off, Optional.of(parsedMark()), Instant.now());
        NodeWatch watch = new NodeWatch(TWO, layout, Duration.ofSeconds(60));
        assertEquals(Optional.of(off), look(watch, "life").life().fence());
        mark("print", 8);
        assertEquals(Optional.empty(), look(watch, "life").life().fence());
        assertEquals(
                Optional.empty(),
                look(new NodeWatch(TWO, layout, Duration.ofSeconds(60))).life().fence());
        FenceFile.write(file, off, Optional.of(parsedMark()), Instant.now());
        assertEquals(Optional.of(off), look(watch, "life").life().fence());
    }

    private NodeMark parsedMark() throws IOException {
        return NodeMark.parse(Files.readString(layout.file(TWO, DirectoryLayout.MARK)))
                .orElseThrow();
    }

    @Test
    void aLostMarkLeavesWhatTheClaimsSayAndASilenceOfTwiceTheTimeOut() throws IOException {
        mark(NodeMark.fingerprint(WHOLE.format()));
        Files.writeString(clstat(), WHOLE.format());
        NodeWatch watch = watch();
        assertEquals(Duration.ZERO, look(watch, "life").life().session(), "as the mark says");
        for (String text : List.of("", "host=h")) {
            Files.writeString(markFile(), text);
            assertMute(Duration.ofSeconds(120), look(watch, "life"));
        }
        Files.delete(markFile());
        Files.delete(clstat());
        assertMute(Duration.ofSeconds(120), look(watch, "life"));
        assertMute(Duration.ofSeconds(120), look(watch(), "life"));
    }

    @Test
    void silenceShowsNothingOfAMarkThatCannotBeReadHere() throws IOException {
        Files.createDirectories(markFile());
        assertMute(FOR_EVER, look(watch(), "life"));
    }

    @Test
    void silenceShowsNothingWhereADaemonOfTheOriginalMayRun() throws IOException {
        Station.write(clstat(), WHOLE.format());
        assertMute(FOR_EVER, look(watch(), "life"));
    }

    @Test
    void withoutAMarkOneOfSeveralLivesIsNotTakenForTheLastOne() throws IOException {
        Sighting seen = look(watch(), "life", "later");
        assertEquals("", seen.life().incarnation());
        assertEquals(Duration.ofSeconds(120), seen.life().session(), "but all of them are over at some time");
        assertEquals(Duration.ZERO, look(watch()).life().session());
    }

    @Test
    void aNodeWithoutAMarkIsSilentFromItsLastNewLifeOn() throws IOException {
        NodeWatch watch = watch();
        long first = look(watch, "life").contact().seenNanos();
        assertEquals(first, look(watch, "life").contact().seenNanos());
        Sighting later = look(watch, "later");
        assertTrue(later.contact().seenNanos() > first, "who has made a claim has lived");
        assertEquals("later", later.life().incarnation());
        assertEquals(
                later.contact().seenNanos(), look(watch).contact().seenNanos(), "to lose a claim is no sign of life");
    }

    @Test
    void whatIsSaidOfShootingTheLifeThatHasTheClaimsIsKnownWithoutAMark() throws IOException {
        FenceWord off = new FenceWord("life", new NodeId(3), "other", FenceResult.CONFIRMED, "");
        FenceFile.write(layout.file(TWO, DirectoryLayout.FENCE), off, Optional.empty(), Instant.now());
        NodeWatch watch = watch();
        assertEquals(Optional.of(off), look(watch, "life").life().fence());
        assertEquals(Optional.empty(), look(watch, "later").life().fence());
    }

    private static void assertMute(Duration session, Sighting seen) {
        assertEquals("life", seen.life().incarnation());
        assertTrue(
                seen.life().session().compareTo(session) >= 0,
                seen.life().session().toString());
        assertTrue(seen.life().session().compareTo(FOR_EVER) < 0 || session.equals(FOR_EVER), "not for ever");
    }

    private NodeWatch watch() {
        return new NodeWatch(TWO, layout, Duration.ofSeconds(60));
    }

    private Sighting look(NodeWatch watch, String... claimants) {
        watch.look(() -> nanos++, Instant.now(), Set.of(claimants));
        return watch.sighting(true);
    }

    private Path markFile() {
        return layout.file(TWO, DirectoryLayout.MARK);
    }

    private Path clstat() {
        return layout.file(TWO, DirectoryLayout.CLSTAT);
    }

    private void mark(String print) throws IOException {
        mark(print, 1);
    }

    private void mark(String print, long heartbeat) throws IOException {
        NodeMark mark = new NodeMark(
                "h", 1, "life", heartbeat, Duration.ofSeconds(1), false, Optional.of(print), Duration.ZERO);
        Station.write(layout.file(TWO, DirectoryLayout.MARK), mark.format());
    }
}
