package org.mosha.node;

import java.util.List;
import java.util.stream.Stream;
import org.mosha.config.Problem;

/** What is wrong at present: with the operator's files, with the guard, and with the engine. */
final class OpenProblems {
    /** A damaged file may have a problem a line. */
    private static final int MOST = 1000;

    private final ConfigKeeper config;
    private final StandingBy standingBy;

    OpenProblems(ConfigKeeper config, StandingBy standingBy) {
        this.config = config;
        this.standingBy = standingBy;
    }

    List<Problem> of(EngineView view) {
        Stream<Problem> guard = standingBy.unguarded().map(OpenProblems::noGuard).stream();
        return Stream.of(config.problems().stream(), guard, engine(view))
                .flatMap(problems -> problems)
                .limit(MOST)
                .toList();
    }

    private static Problem noGuard(String why) {
        return Problem.error("guard", 0, "there is none, so this node runs nothing: " + why);
    }

    private static Stream<Problem> engine(EngineView view) {
        return Stream.concat(Stream.of(view.trouble()).filter(text -> !text.isEmpty()), view.warnings().stream())
                .map(text -> Problem.warning("cluster", 0, text));
    }
}
