package org.mosha.decide;

import java.time.Duration;
import java.util.Optional;
import org.mosha.model.GroupState;
import org.mosha.model.Runlevel;

/** What a rule says, before it is made a decision about a group. */
record Outcome(Optional<Runlevel> tell, Pace pace, Optional<Duration> lookAgain, String why) {
    static Outcome tell(Runlevel level, Pace pace, String why) {
        return new Outcome(Optional.of(level), pace, Optional.empty(), why);
    }

    static Outcome nothing(Pace pace, String why) {
        return new Outcome(Optional.empty(), pace, Optional.empty(), why);
    }

    static Outcome wait(Duration in, String why) {
        return new Outcome(Optional.empty(), Pace.MEAN_WITH_10, Optional.of(in), why);
    }

    Decision of(Facts facts, Rule rule) {
        return new Decision(facts.group(), rule, tell, claim(facts), pace, lookAgain, why);
    }

    /**
     * Whatever is told but a stop needs the claim. So does what is here without one and stays, for instance after
     * claims were lost: nobody has it, so it is taken again.
     */
    private ClaimStep claim(Facts facts) {
        boolean stays = facts.metrics().islocal()
                && !facts.isAt(Runlevel.STOP)
                && facts.local().filter(s -> s.is(GroupState.HALTING)).isEmpty();
        boolean goesOn = tell.map(level -> !level.equals(Runlevel.STOP)).orElse(stays);
        return goesOn && facts.holding().canBeTaken() ? ClaimStep.TAKE : ClaimStep.KEEP;
    }
}
