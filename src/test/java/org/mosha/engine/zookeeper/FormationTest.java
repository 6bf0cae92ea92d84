package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.model.NodeId;

/** When a peer with an empty copy may begin with that. */
class FormationTest {
    private static final long LIFE = 4711;
    private static final long EARLIER = 4710;
    private static final int LOOKING = 0;
    private static final int FOLLOWING = 1;

    private final Formation formation =
            new Formation(new NodeId(1), List.of(new NodeId(1), new NodeId(2), new NodeId(3)), LIFE);

    /** What ZooKeeper sends. */
    private static ByteBuffer message(int state, long zxid, long epoch) {
        byte[] config = "server.1=a:1:2\nversion=0".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(44 + config.length)
                .putInt(state)
                .putLong(2)
                .putLong(zxid)
                .putLong(1)
                .putLong(epoch)
                .putInt(2)
                .putInt(config.length)
                .put(config)
                .clear();
    }

    private static ByteBuffer blank() {
        return message(LOOKING, -1, -1);
    }

    private void hears(int from, ByteBuffer plain, long to) {
        formation.hears(from, Notice.signed(plain, 100 + from, to));
    }

    private void isBlank() {
        formation.hears(1, blank());
    }

    @Test
    void itMayBeginWhenAllOthersHaveToldItThatTheyAreNew() {
        isBlank();
        hears(2, blank(), LIFE);
        assertFalse(formation.isDue());

        hears(3, message(LOOKING, 0, 0), LIFE);

        assertTrue(formation.isDue());
        assertEquals(
                "this node's copy is empty, and a new cluster begins when all of its nodes are there, as they are now",
                formation.waiting().orElseThrow());
    }

    @Test
    void oneThatIsAloneListensBeforeItBegins() {
        Formation lone = new Formation(new NodeId(1), List.of(new NodeId(1)), LIFE);
        lone.hears(1, blank());
        assertEquals(
                "this node's copy is empty: it begins a cluster of its own when it has listened for two seconds, and no"
                        + " other node has called it",
                lone.waiting().orElseThrow());
        assertEquals(Optional.empty(), lone.missing());
    }

    @Test
    void itTellsWhoIsNotHeardOfYet() {
        assertEquals(Optional.of("nothing yet of nodes 2, 3"), formation.missing());
        hears(3, blank(), Notice.NOBODY);
        assertEquals(Optional.of("heard of node 3, nothing yet of node 2"), formation.missing());
        hears(2, message(FOLLOWING, 0, 0), LIFE);
        assertEquals(Optional.empty(), formation.missing());
    }

    @Test
    void whatWasSaidToAnEarlierLifeDoesNotCount() {
        isBlank();
        hears(2, blank(), LIFE);
        hears(3, blank(), EARLIER);
        assertFalse(formation.isDue());
        hears(3, blank(), Notice.NOBODY);
        assertFalse(formation.isDue());
        formation.hears(3, blank());
        assertFalse(formation.isDue());
        assertTrue(formation
                .waiting()
                .orElseThrow()
                .startsWith("this node's copy is empty, and a new cluster begins when all of its nodes are there:"
                        + " waiting for node 3;"));
    }

    @Test
    void itWaitsForTheOthersWhenOneHasTakenPartInSomething() {
        isBlank();
        hears(2, blank(), LIFE);
        for (ByteBuffer other : List.of(
                message(LOOKING, 0x100000003L, 1),
                message(LOOKING, 0, 1),
                message(LOOKING, 1, 0),
                message(FOLLOWING, 0, 0))) {
            hears(3, other, LIFE);
            assertFalse(formation.isDue());
            assertEquals(
                    "this node's copy is empty: it has no vote until it has got the others', which takes a majority"
                            + " without it",
                    formation.waiting().orElseThrow());
        }
    }

    @Test
    void oneThatHasSomethingNeitherBeginsNorWaits() {
        hears(2, blank(), LIFE);
        hears(3, blank(), LIFE);
        assertFalse(formation.isDue());
        isBlank();
        assertTrue(formation.isDue());
        formation.hears(1, message(LOOKING, 0x100000003L, 1));
        assertFalse(formation.isDue());
        assertEquals(Optional.empty(), formation.waiting());
        isBlank();
        formation.settled();
        assertFalse(formation.isDue());
    }

    @Test
    void itAnswersALifeThatItHasNotHeardOfAndTellsItThatItHas() {
        isBlank();
        formation.says(2, blank());

        Optional<ByteBuffer> answer = formation.hears(2, Notice.signed(blank(), 102, Notice.NOBODY));

        Notice told = Notice.parse(answer.orElseThrow()).orElseThrow();
        assertEquals(new Notice(true, -1, -1, LIFE, 102), told);
        assertEquals(Optional.empty(), formation.hears(2, Notice.signed(blank(), 102, LIFE)));
        assertEquals(told, formation.says(2, blank()).flatMap(Notice::parse).orElseThrow());
    }

    @Test
    void whatIsNoNotificationIsNotHeard() {
        isBlank();
        for (ByteBuffer bytes : List.of(ByteBuffer.allocate(0), ByteBuffer.allocate(28), ByteBuffer.allocate(40))) {
            assertEquals(Optional.empty(), formation.hears(2, bytes));
        }
        ByteBuffer negative = blank().putInt(40, -5);
        ByteBuffer large = blank().putInt(40, Integer.MAX_VALUE);
        formation.hears(2, Notice.signed(negative, 102, LIFE));
        formation.hears(3, Notice.signed(large, 103, LIFE));
        hears(9, blank(), LIFE);
        assertFalse(formation.isDue());
    }

    @Test
    void zooKeeperReadsWhatItHasWritten() {
        ByteBuffer plain = message(LOOKING, 7, 1);
        ByteBuffer signed = Notice.signed(plain, LIFE, EARLIER);

        byte[] before = new byte[plain.capacity()];
        signed.get(before);

        assertEquals(plain, ByteBuffer.wrap(before));
        assertEquals(plain.capacity() + 24, signed.capacity());
    }

    @Test
    void itTellsWhomItHasNeverHeard() {
        isBlank();
        hears(2, blank(), LIFE);
        assertEquals(
                "this node's copy is empty, and a new cluster begins when all of its nodes are there: waiting for node 3;"
                        + " nothing is heard of node 3: down, not reached, or with another secret or keys of another"
                        + " authority",
                formation.waiting().orElseThrow());
        hears(2, message(LOOKING, 7, 1), LIFE);
        assertTrue(formation.waiting().orElseThrow().contains(" without it; nothing is heard of node 3: down"));
        hears(3, message(LOOKING, 7, 1), LIFE);
        assertTrue(formation.waiting().orElseThrow().endsWith(" without it"));
    }

    @Test
    void alsoOneWithACopyTellsWhomItHasNeverHeard() {
        assertTrue(formation.unheard().startsWith("; nothing is heard of nodes 2, 3: down"), formation.unheard());
        hears(3, message(FOLLOWING, 7, 1), LIFE);
        assertTrue(formation.unheard().startsWith("; nothing is heard of node 2: down"), formation.unheard());
        hears(2, message(FOLLOWING, 7, 1), LIFE);
        assertEquals("", formation.unheard());
    }

    @Test
    void itDoesNotBeginBesideAStrangerWhoGoesOnWithSomething() {
        isBlank();
        hears(2, blank(), LIFE);
        hears(3, blank(), LIFE);
        hears(9, blank(), LIFE);
        assertTrue(formation.isDue());
        hears(9, message(FOLLOWING, 7, 1), Notice.NOBODY);
        assertFalse(formation.isDue());
        assertTrue(formation.waiting().orElseThrow().contains("it has no vote until it has got the others'"));
    }

    @Test
    void oneThatHasLostItsCopyTellsWhoHasAWholeOne() {
        formation.begins(Optional.of("lost"));
        isBlank();
        hears(2, blank(), Notice.NOBODY);
        assertEquals(Optional.of("lost"), formation.waiting());
        hears(3, message(LOOKING, 7, 1), LIFE);
        assertEquals(Optional.of("lost (node 3: whole copy)"), formation.waiting());
        hears(3, blank(), Notice.NOBODY);
        assertEquals(Optional.of("lost"), formation.waiting());
    }

    @Test
    void itTellsWhoHasNoVote() {
        assertEquals(Optional.empty(), formation.voiceless());
        hears(3, blank(), Notice.NOBODY);
        assertEquals(Optional.of("node 3"), formation.voiceless());
        hears(2, blank(), LIFE);
        assertEquals(Optional.of("nodes 2, 3"), formation.voiceless());
        formation.settled();
        assertEquals(Optional.empty(), formation.voiceless());
    }
}
