package org.mosha.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mosha.model.GroupName;

/**
 * Which of this node's claims do not count any more, though the engine still shows them: those that were given back,
 * which may come about at any moment, and those from before the lease ran out, which others may take at any moment,
 * also late. Such a claim is to be made anew, with a new epoch, so that a late takeover of the old one fails.
 */
final class OwnClaims {
    private final Map<GroupName, Long> spent = new HashMap<>();
    private final Set<GroupName> asked = new HashSet<>();
    private final Set<GroupName> doubtful = new HashSet<>();

    /** This node asks for a claim. */
    void asked(GroupName group) {
        asked.add(group);
    }

    /** This node gives a claim back. */
    void givenBack(GroupName group, long epoch) {
        spent.merge(group, epoch, Math::max);
    }

    /** The lease has run out: nothing counts that was made before, nor what was asked for and may come about late. */
    void lapsed(EngineView view) {
        view.claims().forEach((group, claim) -> {
            if (claim.ours()) {
                givenBack(group, claim.epoch());
            }
        });
        doubtful.addAll(asked);
    }

    /** Takes a newer view. A claim that does not count in it is an earlier one, not what was asked for. */
    void see(EngineView view) {
        view.claims().forEach((group, claim) -> {
            if (claim.ours() && !isSpent(group, claim)) {
                asked.remove(group);
                if (doubtful.remove(group)) {
                    givenBack(group, claim.epoch());
                }
            }
        });
    }

    /** Whether a claim is this node's and does not count. */
    boolean isSpent(GroupName group, EngineView.ClaimSeen claim) {
        return claim.ours() && claim.epoch() <= spent.getOrDefault(group, 0L);
    }
}
