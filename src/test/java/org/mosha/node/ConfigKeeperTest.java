package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.config.Problem;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;
import org.mosha.node.ConfigKeeper.Verdict;

class ConfigKeeperTest {
    private static final String GOOD = "web:httpd:start:respawn:sleep 1\n";
    private static final String BAD = "web:httpd:start:bogus:sleep 1\n";
    private static final GroupName WEB = new GroupName("web");

    private final ConfigKeeper keeper = new ConfigKeeper();

    @Test
    void aGoodFileIsTakenOnce() {
        assertEquals(Verdict.TAKEN, keeper.offerCltab(text("cltab", GOOD)));
        assertEquals(Verdict.SAME, keeper.offerCltab(text("cltab", GOOD)));
        assertTrue(keeper.cltab().groups().contains(WEB));
        assertEquals(List.of(), keeper.problems());
    }

    @Test
    void aFileThatMeansTheSameIsNoChange() {
        keeper.offerCltab(text("cltab", "# one\n" + GOOD));
        assertEquals(Verdict.SAME, keeper.offerCltab(text("cltab", "# 2\n" + GOOD)));
    }

    @Test
    void aBadFileLeavesTheLastGoodOneInForceUntilItIsCorrected() {
        keeper.offerCltab(text("cltab", GOOD));
        assertEquals(Verdict.REJECTED, keeper.offerCltab(text("cltab", BAD)));
        assertEquals(Verdict.SAME, keeper.offerCltab(text("cltab", BAD)));
        assertEquals("sleep 1", keeper.cltab().entries(WEB).get(0).command());
        assertEquals(1, errors());
        assertEquals(Verdict.RESTORED, keeper.offerCltab(text("cltab", GOOD)));
        assertEquals(0, errors());
        assertEquals(Verdict.REJECTED, keeper.offerCltab(text("cltab", BAD)));
        assertEquals(Verdict.TAKEN, keeper.offerCltab(text("cltab", GOOD.replace("sleep 1", "sleep 2"))));
        assertEquals("sleep 2", keeper.cltab().entries(WEB).get(0).command());
    }

    @Test
    void aFileThatIsMissingOrUnreadableIsAnErrorAndChangesNothing() {
        keeper.offerHactl(text("hactl", "web start\n"));
        assertEquals(Verdict.REJECTED, keeper.offerHactl(new ConfigText("hactl", Optional.empty(), Optional.empty())));
        assertEquals(
                "hactl:0: error: no such file", keeper.hactlProblems().get(0).toString());
        assertEquals(
                Verdict.REJECTED,
                keeper.offerHactl(new ConfigText("hactl", Optional.empty(), Optional.of("cannot read hactl: EIO"))));
        assertEquals(
                "hactl:0: error: cannot read hactl: EIO",
                keeper.hactlProblems().get(0).toString());
        assertEquals(Optional.of(new Runlevel("start")), keeper.hactl().level(WEB));
    }

    @Test
    void aFileThatNobodyHasHadYetIsNoError() {
        assertEquals(Verdict.NONE_YET, keeper.offerHactl(new ConfigText("hactl", Optional.empty(), Optional.empty())));
        assertEquals(
                List.of("hactl:0: warning: there is none yet, and nothing runs without"),
                keeper.problems().stream().map(Problem::toString).toList());
        assertEquals(
                Verdict.REJECTED,
                keeper.offerHactl(new ConfigText("hactl", Optional.empty(), Optional.of("cannot read hactl: EIO"))));
        assertEquals(1, errors());
        assertEquals(Verdict.NONE_YET, keeper.offerHactl(new ConfigText("hactl", Optional.empty(), Optional.empty())));
        assertEquals(Verdict.TAKEN, keeper.offerHactl(text("hactl", "web start\n")));
    }

    @Test
    void whatDoesNotFitBetweenTheFilesIsAWarning() {
        keeper.offerCltab(text("cltab", GOOD));
        keeper.offerHactl(text("hactl", "web 99\nother start\n"));
        assertEquals(0, errors());
        assertEquals(2, keeper.problems().size());
        assertTrue(keeper.problems().stream().allMatch(problem -> problem.file().equals("hactl")));
    }

    private long errors() {
        return keeper.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
    }

    static ConfigText text(String file, String content) {
        return new ConfigText(file, Optional.of(content), Optional.empty());
    }
}
