package org.mosha.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * Which nodes may take groups: those that are up, speak, and are not halted. A node that has never said anything is
 * not waited for, even when the cluster has it as up: nothing shows that a daemon runs there.
 */
final class Eligibility {
    private Eligibility() {}

    static Placement placement(ClusterView view) {
        List<NodeId> eligible = new ArrayList<>();
        Map<NodeId, Integer> counts = new HashMap<>();
        for (Member member : view.members().values()) {
            if (obstacle(view, member).isEmpty()) {
                eligible.add(member.id());
                counts.put(member.id(), view.groupCount(member.id()));
            }
        }
        return new Placement(view.self(), eligible, counts);
    }

    /** Why a node takes no group at all, in one line; empty when it may. */
    static Optional<String> obstacle(ClusterView view, Member member) {
        if (member.standby()) {
            return Optional.of("in standby");
        }
        if (member.id().equals(view.self())) {
            return Optional.empty();
        }
        if (view.isGone(member.id())) {
            return Optional.of(view.verdict(member.id()).state());
        }
        if (!member.up()) {
            return Optional.of("not up");
        }
        if (member.session().hasExpired()) {
            return Optional.of("its session has expired");
        }
        if (member.stale()) {
            return Optional.of("stale: last heard of " + member.age().toSeconds() + " s ago");
        }
        return member.runsMosha() && member.status().isPresent()
                ? Optional.empty()
                : Optional.of("not known to run Mosha");
    }
}
