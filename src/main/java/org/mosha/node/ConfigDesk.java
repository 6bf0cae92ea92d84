package org.mosha.node;

import java.util.List;
import java.util.Map;
import org.mosha.config.Problem;
import org.mosha.node.ConfigKeeper.Verdict;

/** Takes newer files into force, or refuses them, and says so. */
final class ConfigDesk {
    /** A damaged file may have a problem a line: only so many are told one by one. */
    private static final int MOST_TOLD = 20;

    private final ConfigKeeper keeper = new ConfigKeeper();
    private final Journal journal;
    private List<Problem> cross = List.of();

    ConfigDesk(Journal journal) {
        this.journal = journal;
    }

    ConfigKeeper keeper() {
        return keeper;
    }

    /** Looks at the cltab; tells whether another one is in force now. */
    boolean cltab(ConfigText text) {
        return told("cltab", text, keeper.offerCltab(text), keeper.hasCltab(), keeper.cltabProblems());
    }

    /** Looks at the hactl; tells whether another one is in force now. */
    boolean hactl(ConfigText text) {
        return told("hactl", text, keeper.offerHactl(text), keeper.hasHactl(), keeper.hactlProblems());
    }

    private boolean told(String what, ConfigText text, Verdict verdict, boolean hasOne, List<Problem> problems) {
        switch (verdict) {
            case TAKEN, RESTORED -> taken(what, text, verdict, problems);
            case REJECTED -> refused(what, text, hasOne, problems);
            case NONE_YET -> journal.info("there is no " + what + " yet, and nothing runs without: " + text.file());
            case SAME -> {
                // that was told when it was new
            }
        }
        return verdict == Verdict.TAKEN;
    }

    private void taken(String what, ConfigText text, Verdict verdict, List<Problem> problems) {
        tell(problems);
        String sentence =
                "the " + what + " of " + text.file() + " is in force" + (verdict == Verdict.RESTORED ? " again" : "");
        journal.info(sentence);
        journal.notice(Notice.CONFIG_CHANGED, sentence, Map.of("file", text.file(), "reason", "it has no errors"));
        tellCross();
    }

    private void refused(String what, ConfigText text, boolean hasOne, List<Problem> problems) {
        tell(problems);
        String reason = Problem.gravest(problems).toString();
        String sentence = "the " + what + " of " + text.file() + " is refused; "
                + (hasOne ? "the last good one stays" : "none is") + " in force: " + reason;
        journal.error(sentence);
        journal.notice(Notice.CONFIG_REJECTED, sentence, Map.of("file", text.file(), "reason", reason));
    }

    /** Tells what is newly wrong between the files: a level that no entry has is legal, and may be meant. */
    private void tellCross() {
        List<Problem> now = keeper.crossProblems();
        tell(now.stream().filter(problem -> !cross.contains(problem)).toList());
        cross = now;
    }

    private void tell(List<Problem> problems) {
        problems.stream().limit(MOST_TOLD).forEach(problem -> {
            if (problem.severity() == Problem.Severity.ERROR) {
                journal.error(problem.toString());
            } else {
                journal.warn(problem.toString());
            }
        });
    }
}
