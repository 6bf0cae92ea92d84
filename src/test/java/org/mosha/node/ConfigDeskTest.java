package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigDeskTest {
    private static final String GOOD = "web:httpd:start:respawn:sleep 1\n";

    private final Journal journal = new Journal(new StillClocks());
    private final List<Notice> told = new ArrayList<>();
    private final ConfigDesk desk = new ConfigDesk(journal);

    /** Clocks that stand still. */
    private record StillClocks() implements Clocks {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant wall() {
            return Instant.ofEpochMilli(1_700_000_000_000L);
        }
    }

    @BeforeEach
    void listen() {
        journal.onNotice(told::add);
    }

    @Test
    void aFileThatComesIntoForceIsToldOnce() {
        assertTrue(desk.cltab(ConfigKeeperTest.text("cltab", GOOD)));
        assertFalse(desk.cltab(ConfigKeeperTest.text("cltab", GOOD)));
        assertEquals(1, told.size());
        assertEquals(Notice.CONFIG_CHANGED, told.get(0).type());
        assertEquals("cltab", told.get(0).data().get("file"));
        assertEquals(1_700_000_000_000L, told.get(0).timeMillis());
        assertEquals(List.of("2023-11-14T22:13:20.000Z the cltab of cltab is in force"), journal.last(10));
    }

    @Test
    void aRefusedFileIsToldWithItsFirstProblem() {
        assertFalse(desk.hactl(ConfigKeeperTest.text("hactl", "web\n")));
        assertEquals(1, told.size());
        assertEquals(Notice.CONFIG_REJECTED, told.get(0).type());
        String problem = desk.keeper().hactlProblems().get(0).toString();
        assertEquals(problem, told.get(0).data().get("reason"));
        assertTrue(told.get(0).message().endsWith("is refused; none is in force: " + problem));
    }

    @Test
    void aRefusedFileIsToldWithItsFirstErrorAndNotWithAWarningBeforeThat() {
        assertFalse(desk.cltab(ConfigKeeperTest.text("cltab", ":::socket:/tmp/s\nweb:httpd:start:wiat:sleep 1\n")));
        assertEquals(2, desk.keeper().cltabProblems().size());
        String error = desk.keeper().cltabProblems().get(1).toString();
        assertTrue(error.startsWith("cltab:2: error: "), error);
        assertEquals(error, told.get(0).data().get("reason"));
        assertTrue(told.get(0).message().endsWith(error), told.get(0).message());
    }

    @Test
    void aMendedFileIsToldThoughNothingElseIsInForce() {
        assertTrue(desk.hactl(ConfigKeeperTest.text("hactl", "web start\n")));
        assertFalse(desk.hactl(ConfigKeeperTest.text("hactl", "web\n")));
        assertTrue(told.get(1).message().contains("is refused; the last good one stays in force: "));
        assertFalse(desk.hactl(ConfigKeeperTest.text("hactl", "web start\n")), "nothing else is in force");
        assertEquals(Notice.CONFIG_CHANGED, told.get(2).type());
        assertEquals("the hactl of hactl is in force again", told.get(2).message());
    }

    @Test
    void onlySomeOfManyProblemsAreToldOneByOne() {
        desk.cltab(ConfigKeeperTest.text("cltab", "bogus\n".repeat(1_000)));
        assertEquals(1, told.size());
        assertEquals(21, journal.last(2_000).size());
        assertTrue(desk.keeper().cltabProblems().size() >= 1_000);
    }

    @Test
    void whatIsWrongBetweenTheFilesIsToldOnce() {
        desk.cltab(ConfigKeeperTest.text("cltab", GOOD));
        desk.hactl(ConfigKeeperTest.text("hactl", "nobody start\n"));
        List<String> lines = journal.last(10);
        assertTrue(lines.get(lines.size() - 1).contains("nobody"), lines.toString());
        desk.hactl(ConfigKeeperTest.text("hactl", "nobody start\n# the same\nother start\n"));
        assertEquals(
                1,
                journal.last(10).stream()
                        .filter(line -> line.contains("nobody"))
                        .count());
    }

    @Test
    void aFileThatWasNeverThereIsNotRefused() {
        assertFalse(desk.cltab(new ConfigText("cltab", Optional.empty(), Optional.empty())));
        assertEquals(List.of(), told);
        assertEquals(
                List.of("2023-11-14T22:13:20.000Z there is no cltab yet, and nothing runs without: cltab"),
                journal.last(10));
        assertTrue(desk.cltab(ConfigKeeperTest.text("cltab", GOOD)));
        assertFalse(desk.cltab(new ConfigText("cltab", Optional.empty(), Optional.empty())));
        assertEquals(Notice.CONFIG_REJECTED, told.get(told.size() - 1).type());
    }
}
