package org.mosha.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mosha.cluster.Altered.aged;
import static org.mosha.cluster.Altered.down;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.model.ClStat;
import org.mosha.model.NodeId;

class FenceLedgerTest {
    private static final NodeId TWO = new NodeId(2);
    private static final Duration START = Duration.ofSeconds(200);
    private static final Member B = Member.live(TWO, "b", new ClStat(new TreeMap<>()));

    @Test
    void anAttemptIsUnknownUntilItsAnswerComes() {
        FenceLedger running = FenceLedger.empty().started(TWO, "b", START);
        assertEquals(FenceResult.UNKNOWN, running.result(TWO, "b"));
        assertEquals(Optional.of("being shot now"), running.held(TWO, "b", START.plusDays(1)));
        assertEquals(FenceResult.NONE, running.result(TWO, "another life"));
    }

    @Test
    void theNextTryBacksOffTwiceAsLongEachTimeUpToFiveMinutes() {
        FenceLedger ledger = FenceLedger.empty();
        long[] seconds = {5, 10, 20, 40, 80, 160, 300, 300};
        for (long wait : seconds) {
            ledger = ledger.started(TWO, "b", START).finished(TWO, "b", FenceResult.TIMED_OUT, START);
            assertEquals(START.plusSeconds(wait), ledger.entries().get(TWO).nextTry());
        }
        assertEquals(Optional.of("attempt 8 gave TIMED_OUT, next try in 300 s"), ledger.held(TWO, "b", START));
        assertEquals(Optional.empty(), ledger.held(TWO, "b", START.plusSeconds(300)));
    }

    @Test
    void aConfirmedNodeStaysConfirmedUntilItComesBackInAnotherLife() {
        FenceLedger ledger = FenceLedger.empty().confirmed(TWO, "b", START);
        Member dead = aged(down(B), Duration.ofMinutes(9), Duration.ofMinutes(1));
        Duration later = START.plusSeconds(60);
        assertEquals(
                Map.of(TWO, FenceResult.CONFIRMED),
                ledger.withoutReturned(List.of(dead), later).results(List.of(dead)));
        Member back = Member.live(TWO, "b2", new ClStat(new TreeMap<>()));
        assertEquals(Map.of(), ledger.results(List.of(back)));
        assertEquals(FenceLedger.empty(), ledger.withoutReturned(List.of(back), later));
    }

    @Test
    void aNodeThatSpeaksAfterItWasConfirmedOffIsNotOff() {
        FenceLedger ledger = FenceLedger.empty().confirmed(TWO, "b", START);
        Duration later = START.plusSeconds(60);
        Member silent = aged(B, Duration.ofSeconds(61), Duration.ofMinutes(5));
        assertEquals(ledger, ledger.withoutReturned(List.of(silent), later));
        Member speaks = aged(B, Duration.ofSeconds(59), Duration.ofMinutes(5));
        assertEquals(FenceLedger.empty(), ledger.withoutReturned(List.of(speaks), later));
        assertEquals(FenceLedger.empty(), ledger.withoutReturned(List.of(down(speaks)), later), "and is gone");
    }

    @Test
    void aNodeIsOffNoMoreWhenThatIsNotSaidAnyMore() {
        FenceWord off = new FenceWord("b", new NodeId(3), "c", FenceResult.CONFIRMED, "exit code 0");
        FenceWord begun = new FenceWord("b", new NodeId(3), "c", FenceResult.UNKNOWN, "");
        FenceLedger ledger = FenceLedger.empty().told(Map.of(TWO, off), START);
        assertEquals(FenceLedger.empty(), ledger.told(Map.of(), START));
        assertEquals(FenceResult.NONE, ledger.told(Map.of(TWO, begun), START).result(TWO, "b"));
        FenceLedger shotAgain =
                ledger.told(Map.of(TWO, begun), START).started(TWO, "b", START).told(Map.of(), START);
        assertEquals(FenceResult.UNKNOWN, shotAgain.result(TWO, "b"));
        FenceLedger own = FenceLedger.empty().told(Map.of(TWO, begun), START).confirmed(TWO, "b", START);
        assertEquals(FenceResult.CONFIRMED, own.told(Map.of(), START).result(TWO, "b"), "what was not said yet");
    }

    @Test
    void whatAnotherNodeHasConfirmedIsConfirmedForThatLifeOnly() {
        Map<NodeId, FenceWord> words =
                Map.of(TWO, new FenceWord("b", new NodeId(3), "c", FenceResult.CONFIRMED, "exit code 0"));
        FenceLedger ledger = FenceLedger.empty().told(words, START);
        assertEquals(FenceResult.CONFIRMED, ledger.result(TWO, "b"));
        assertEquals(FenceResult.NONE, ledger.result(TWO, "the next life"));
        assertEquals(ledger, ledger.told(words, START.plusSeconds(1)));
    }

    @Test
    void whatAnotherNodeHasNotConfirmedIsNoResult() {
        for (FenceResult result : List.of(FenceResult.UNKNOWN, FenceResult.FAILED, FenceResult.TIMED_OUT)) {
            FenceWord word = new FenceWord("b", new NodeId(3), "c", result, "");
            FenceLedger ledger = FenceLedger.empty().told(Map.of(TWO, word), START);
            assertEquals(FenceResult.NONE, ledger.result(TWO, "b"), result.toString());
        }
    }

    @Test
    void anAnswerAboutAnotherLifeIsDropped() {
        FenceLedger ledger = FenceLedger.empty().started(TWO, "b2", START);
        assertEquals(ledger, ledger.finished(TWO, "b", FenceResult.CONFIRMED, START));
    }
}
