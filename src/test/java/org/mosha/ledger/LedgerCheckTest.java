package org.mosha.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of the ledgers, with ledgers that are made up. */
class LedgerCheckTest {
    private static LedgerCheck check(String... lines) {
        LedgerCheck check = new LedgerCheck();
        for (String line : lines) {
            check.add(LedgerLine.parse(line).orElseThrow());
        }
        return check;
    }

    @Test
    void aGroupThatGoesFromNodeToNodeIsFine() {
        LedgerCheck check = check(
                "100 1 web start 11",
                "200 1 web alive 11",
                "250 1 web stop 11",
                "300 2 web start 12",
                "400 2 web alive 12");
        check.verify();
        assertEquals(50, check.moves().get(0).gapNanos());
        assertEquals(2, check.starts("web"));
    }

    @Test
    void oneThatIsOnTwoNodesAtOnceIsNot() {
        LedgerCheck check =
                check("100 1 web start 11", "300 2 web start 12", "350 1 web alive 11", "900 2 web stop 12");
        assertEquals(1, check.overlaps().size());
        assertEquals(50, check.overlaps().get(0).nanos());
        assertTrue(
                assertThrows(AssertionError.class, check::verify).getMessage().contains("web ran on nodes 1"));
    }

    @Test
    void aProcessThatIsOnlySeenCountsAsRunning() {
        LedgerCheck check = check("100 1 web start 11", "300 2 web start 12", "310 1 web seen 11");
        assertEquals(1, check.overlaps().size());
    }

    @Test
    void oneThatIsSeenBeforeItsStartIsReadIsNotTheOneThatHadItsPid() {
        LedgerCheck check =
                check("100 1 web start 11", "200 1 web alive 11", "300 2 web start 12", "400 2 web stop 12");
        LedgerLine seen = LedgerLine.parse("510 1 web seen 11").orElseThrow();
        check.add(seen, 490);
        check.add(LedgerLine.parse("500 1 web start 11").orElseThrow());
        check.verify();
        assertEquals(3, check.starts("web"));
        assertEquals(2, check.moves().size());
    }

    @Test
    void oneThatIsSeenAndBeganEarlierIsTheSame() {
        LedgerCheck check =
                check("100 1 web start 11", "200 1 web alive 11", "300 2 web start 12", "400 2 web stop 12");
        check.add(LedgerLine.parse("510 1 web seen 11").orElseThrow(), 50);
        assertEquals(1, check.overlaps().size());
    }

    @Test
    void oneThatIsStillThereAfterItSaidStopIsFound() {
        LedgerCheck check = check("100 1 web start 11", "200 1 web stop 11", "210 2 web start 12", "220 1 web seen 11");
        assertEquals(1, check.overlaps().size());
    }

    @Test
    void anOverlapWithAnEarlierRunThanTheLastIsFound() {
        LedgerCheck check = check(
                "100 1 web start 11",
                "200 1 web start 13",
                "250 1 web stop 13",
                "900 1 web alive 11",
                "300 2 web start 12");
        assertEquals(1, check.overlaps().size());
        assertEquals(11, check.overlaps().get(0).one().pid());
    }

    @Test
    void aRunWithinAnotherNodesRunIsFound() {
        LedgerCheck check =
                check("100 1 web start 11", "200 2 web start 12", "210 2 web stop 12", "300 1 web alive 11");
        assertEquals(1, check.overlaps().size());
        assertEquals(10, check.overlaps().get(0).nanos());
    }

    @Test
    void linesOutOfOrderTellTheSame() {
        LedgerCheck check = check("350 1 web alive 11", "300 2 web start 12", "100 1 web start 11");
        assertEquals(1, check.overlaps().size());
    }

    @Test
    void theSameNodeMayRunAGroupTwice() {
        LedgerCheck check =
                check("100 1 web start 11", "200 1 web start 12", "300 1 web alive 11", "400 2 web start 13");
        assertTrue(check.overlaps().isEmpty());
        assertEquals(1, check.moves().size());
    }

    @Test
    void differentGroupsHaveNothingToDoWithEachOther() {
        LedgerCheck check = check("100 1 web start 11", "100 2 db start 12", "300 1 web alive 11", "300 2 db alive 12");
        assertTrue(check.overlaps().isEmpty());
    }

    @Test
    void aPidThatIsInUseAgainIsAnotherRun() {
        LedgerCheck check = check(
                "100 1 web start 11",
                "200 1 web alive 11",
                "300 2 web start 12",
                "400 2 web alive 12",
                "500 1 web start 11",
                "600 1 web alive 11");
        check.verify();
        assertEquals(3, check.starts("web"));
        assertEquals(
                List.of(100L, 100L),
                check.moves().stream().map(LedgerCheck.Move::gapNanos).toList());
    }

    @Test
    void aLedgerInWhichNothingHappenedIsNoProof() {
        assertThrows(AssertionError.class, check()::verify);
        assertThrows(AssertionError.class, check("100 1 web start 11", "200 1 web alive 11")::verify);
    }

    @Test
    void aLineThatIsHalfWrittenIsReadLater(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("ledger");
        LedgerFile ledger = new LedgerFile(file);
        assertEquals(List.of(), ledger.news());
        Files.writeString(file, "100 1 web start 11\n200 1 web al");
        assertEquals(1, ledger.news().size());
        Files.writeString(file, "ive 11\n", StandardOpenOption.APPEND);
        assertEquals("200 1 web alive 11", ledger.news().get(0).format());
        ledger.append(List.of(new LedgerLine(300, 1, "web", LedgerLine.Event.SEEN, 11)));
        assertEquals(LedgerLine.Event.SEEN, ledger.news().get(0).event());
    }

    @Test
    void aLineThatIsNoneIsAnError(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("ledger");
        Files.writeString(file, "100 1 web sta100 1 web alive 11\n");
        LedgerFile ledger = new LedgerFile(file);
        assertThrows(AssertionError.class, ledger::news);
    }
}
