package org.mosha.decide;

import org.mosha.cluster.Holding;
import org.mosha.model.GroupState;
import org.mosha.model.Runlevel;

/**
 * Every place in which Mosha decides otherwise than the original on the same facts. There is no other: a test holds
 * all rows of the original's decisions against this list. The metrics are the original's everywhere.
 *
 * <p>Two things look like quirks and are not, since the original's answer is right: a group that is STOPPING on its way
 * to a level other than {@code stop} is told to stop when it is deleted or contested (without that it would go on to
 * start); and HALTING is left to end by itself, whatever it is told.
 */
public enum Quirk {
    /** The plan phase is over, but hactl says {@code stop} by now. The original tests; Mosha stops. */
    PLANNED_BUT_STOP_WANTED {
        @Override
        boolean holds(Facts facts) {
            return facts.metrics().planned() && facts.wants(Runlevel.STOP);
        }
    },
    /**
     * The plan or test phase is over, and that phase is what hactl asks for. The original tells it again for ever;
     * Mosha is content.
     */
    PHASE_IS_WANTED {
        @Override
        boolean holds(Facts facts) {
            return facts.metrics().passed() && facts.wants(Runlevel.TEST)
                    || facts.metrics().planned() && facts.wants(Runlevel.PLAN);
        }
    },
    /**
     * The wanted level has a test in it, which failed. The original leaves that as it is; Mosha treats it as a failed
     * test: stop, mark this node, let another one try.
     */
    WANTED_LEVEL_FAILED {
        @Override
        boolean holds(Facts facts) {
            return facts.local().filter(s -> s.is(GroupState.FAILED)).isPresent()
                    && facts.wanted().filter(facts::isAt).isPresent()
                    && !facts.wants(Runlevel.STOP);
        }
    },
    /** A deleted or contested group is at level {@code stop} already. The original tells it again; Mosha does not. */
    STOP_NOT_REPEATED {
        @Override
        boolean holds(Facts facts) {
            return facts.isAt(Runlevel.STOP)
                    && (facts.metrics().deleted() || facts.metrics().inconflict());
        }
    },
    /**
     * Two nodes have the group, and this one has its claim. In the original both stop; in Mosha the one with the claim
     * stays, and goes no further until the others are gone. (It still stops when it must.)
     */
    CLAIM_SETTLES_CONFLICT {
        @Override
        boolean holds(Facts facts) {
            return facts.metrics().inconflict() && facts.holding() instanceof Holding.Ours;
        }
    };

    /**
     * Tells whether this deviation is about such facts.
     *
     * @param facts the facts of a group
     * @return true when Mosha decides otherwise here
     */
    abstract boolean holds(Facts facts);
}
