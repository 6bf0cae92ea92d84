package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mosha.SeedFacts;
import org.mosha.decide.NewestConfig.Choice;
import org.mosha.decide.NewestConfig.Clock;
import org.mosha.decide.NewestConfig.Copy;
import org.mosha.model.NodeId;

class NewestConfigTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);
    private static final long NOW = 1_000_000_000L;
    private static final long HOUR = 3_600_000L;
    private static final Clock CLOCK = new Clock(NOW, 2_000, Map.of());

    @Test
    void theFixtureIsCopiedAsTheOriginalDoesIt() {
        int asked = 0;
        for (JsonElement fact : SeedFacts.all().getAsJsonArray("getlatest")) {
            JsonObject one = fact.getAsJsonObject();
            NodeId self = new NodeId(one.get("node").getAsInt());
            List<Copy> copies = fixture(one.get("file").getAsString());
            for (JsonElement copied : one.getAsJsonArray("copied")) {
                Choice choice = NewestConfig.choose(self, copies, new Clock(Long.MAX_VALUE / 2, 0, Map.of()));
                assertEquals(copied.getAsBoolean(), choice.copy(), one.toString());
                copies = carriedOut(self, copies, choice);
                asked++;
            }
        }
        assertEquals(8, asked);
    }

    @Test
    void theNewestValidCopyOfANodeThatIsUpWins() {
        Copy old = copy(ONE, 100, "a");
        Copy broken = new Copy(TWO, 300, "b", false, true);
        Copy down = new Copy(THREE, 400, "c", true, false);
        Choice choice = NewestConfig.choose(THREE, List.of(old, broken, new Copy(THREE, 50, "d", true, true)), CLOCK);
        assertEquals(old, choice.newest().orElseThrow());
        assertTrue(choice.copy());
        assertEquals(100, choice.timeMillis());
        assertEquals(List.of("node 2's copy is the newest and has errors: it is not used"), choice.warnings());
        assertEquals(
                old,
                NewestConfig.choose(ONE, List.of(old, down), CLOCK).newest().orElseThrow());
    }

    @Test
    void equallyNewCopiesAreDecidedByContentTheSameOnAllNodes() {
        List<Copy> copies = List.of(copy(ONE, 100, "a"), copy(TWO, 100, "b"), copy(THREE, 100, "a"));
        for (NodeId self : List.of(ONE, TWO, THREE)) {
            Choice choice = NewestConfig.choose(self, copies, CLOCK);
            assertEquals("b", choice.newest().orElseThrow().hash());
            assertEquals(!self.equals(TWO), choice.copy());
        }
    }

    @Test
    void anOwnCopyWithTheSameContentStays() {
        assertFalse(NewestConfig.choose(TWO, List.of(copy(ONE, 100, "a"), copy(TWO, 50, "a")), CLOCK)
                .copy());
    }

    @Test
    void anOwnEditWithErrorsStaysForItsAuthorWhileItIsTheNewest() {
        Copy good = copy(ONE, 100, "a");
        assertFalse(NewestConfig.choose(TWO, List.of(good, new Copy(TWO, 200, "b", false, true)), CLOCK)
                .copy());
        assertTrue(NewestConfig.choose(TWO, List.of(good, new Copy(TWO, 50, "b", false, true)), CLOCK)
                .copy());
    }

    @Test
    void withoutAValidCopyNothingIsInForce() {
        Choice choice = NewestConfig.choose(ONE, List.of(new Copy(ONE, 100, "a", false, true)), CLOCK);
        assertTrue(choice.newest().isEmpty());
        assertFalse(choice.copy());
        assertEquals(1, choice.warnings().size());
        assertTrue(NewestConfig.choose(ONE, List.of(), CLOCK).newest().isEmpty());
    }

    @Test
    void aFileFromTheFutureIsAWarningAndCountsFromWhenItWasFirstSeen() {
        Choice choice = NewestConfig.choose(ONE, List.of(copy(ONE, 100, "a"), copy(THREE, NOW + HOUR, "f")), CLOCK);
        assertEquals("f", choice.newest().orElseThrow().hash());
        assertEquals(NOW, choice.timeMillis());
        assertEquals(
                List.of("node 3's copy is 3600 s in the future: it counts from when it was first seen"),
                choice.warnings());
    }

    @Test
    void aFileFromTheFutureDoesNotBlockALaterEditEvenWhenThatFutureHasCome() {
        Copy future = copy(THREE, NOW + HOUR, "f");
        Map<NewestConfig.Version, Long> seen =
                NewestConfig.choose(ONE, List.of(future), CLOCK).firstSeenMillis();
        List<Copy> edited = List.of(copy(ONE, NOW + 60_000, "edit"), future);
        for (long later : new long[] {NOW + 60_000, NOW + HOUR - 1, NOW + HOUR, NOW + 9 * HOUR}) {
            Choice choice = NewestConfig.choose(ONE, edited, new Clock(later, 2_000, seen));
            assertEquals("edit", choice.newest().orElseThrow().hash(), "at " + later);
            seen = choice.firstSeenMillis();
        }
    }

    @Test
    void theNodeWithTheFileFromTheFutureGivesItTheTimeAtWhichItWasSeen() {
        Copy future = copy(THREE, NOW + HOUR, "f");
        Choice choice = NewestConfig.choose(THREE, List.of(copy(ONE, 100, "a"), future), CLOCK);
        assertEquals(OptionalLong.of(NOW), choice.restamp());
        assertEquals(
                OptionalLong.empty(),
                NewestConfig.choose(ONE, List.of(future), CLOCK).restamp());
    }

    @Test
    void aLittleAheadIsNotTheFuture() {
        Choice choice = NewestConfig.choose(ONE, List.of(copy(ONE, NOW + 2_000, "a")), CLOCK);
        assertEquals(List.of(), choice.warnings());
        assertEquals(NOW + 2_000, choice.timeMillis());
        assertEquals(Map.of(), choice.firstSeenMillis());
    }

    @Test
    void aVersionThatIsGoneIsForgotten() {
        Choice choice = NewestConfig.choose(ONE, List.of(copy(THREE, NOW + HOUR, "f")), CLOCK);
        assertEquals(1, choice.firstSeenMillis().size());
        Clock later = new Clock(NOW + 5, 2_000, choice.firstSeenMillis());
        assertEquals(
                Map.of(),
                NewestConfig.choose(ONE, List.of(copy(ONE, 5, "a")), later).firstSeenMillis());
    }

    private static Copy copy(NodeId node, long mtime, String hash) {
        return new Copy(node, mtime, hash, true, true);
    }

    private static List<Copy> carriedOut(NodeId self, List<Copy> copies, Choice choice) {
        if (!choice.copy()) {
            return copies;
        }
        List<Copy> after = new ArrayList<>(copies);
        after.removeIf(c -> c.node().equals(self));
        after.add(copy(self, choice.timeMillis(), choice.newest().orElseThrow().hash()));
        return after;
    }

    /** The fixture's clstats have times; of the hactls it only says which is the newest. */
    private static List<Copy> fixture(String file) {
        JsonObject fixture = SeedFacts.fixture();
        List<Copy> copies = new ArrayList<>();
        for (Map.Entry<String, JsonElement> one : fixture.getAsJsonObject(file).entrySet()) {
            String node = one.getKey();
            long mtime = file.equals("clstat")
                    ? LocalDateTime.parse(fixture.getAsJsonObject("clstat_mtime")
                                    .get(node)
                                    .getAsString())
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    : fixture.get("hactl_newest").getAsString().equals(node) ? 2 : 1;
            copies.add(copy(SeedFacts.node(node), mtime, one.getValue().toString()));
        }
        return copies;
    }
}
