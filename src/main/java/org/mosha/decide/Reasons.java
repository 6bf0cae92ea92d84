package org.mosha.decide;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** For each node the one reason why a group runs or does not run there, as this node sees it. */
public final class Reasons {
    private Reasons() {}

    /**
     * Explains one group; takes time for each node, so ask for the groups that somebody looks at.
     *
     * @param seen what was known
     * @param plan what was decided on it
     * @param group any group's name
     * @return a line for each node that is known
     */
    public static SortedMap<NodeId, String> of(Observation seen, Plan plan, GroupName group) {
        SortedMap<NodeId, String> reasons = new TreeMap<>();
        Optional<Plan.GroupPlan> planned = Optional.ofNullable(plan.groups().get(group));
        for (Member member : plan.view().members().values()) {
            boolean self = member.id().equals(seen.self());
            reasons.put(
                    member.id(), self && planned.isPresent() ? planned.get().why() : there(seen, plan, group, member));
        }
        return reasons;
    }

    private static String there(Observation seen, Plan plan, GroupName group, Member member) {
        ClusterView view = plan.view();
        GroupStatus status = view.instances(group).get(member.id());
        if (status != null) {
            return running(status, member);
        }
        if (member.isUnreadable() && member.up() && !view.isGone(member.id())) {
            return "possibly running: its status cannot be read";
        }
        Claim claim = view.claims().get(group);
        if (claim != null && claim.node().equals(member.id())) {
            return "has its claim (epoch " + claim.epoch() + "), "
                    + view.verdict(member.id()).reason();
        }
        return notWanted(seen.wanted().get(group))
                .or(() -> Eligibility.obstacle(view, member))
                .or(() -> elsewhere(view, group))
                .or(() -> seen.memory()
                        .marks()
                        .mark(group, member.id())
                        .filter(mark -> mark.holds(seen.now()))
                        .map(mark -> mark.text(seen.now())))
                .orElseGet(() -> turn(plan, group, member));
    }

    private static String running(GroupStatus status, Member member) {
        String text = "at " + status.level() + " " + status.state();
        String old =
                member.stale() ? ", but stale: last heard of " + member.age().toSeconds() + " s ago" : "";
        return (status.isSettled() ? "runs here: " : "on its way here: ")
                + text
                + old
                + (member.damaged() ? ", but its status is damaged" : "");
    }

    private static Optional<String> notWanted(Runlevel wanted) {
        if (wanted == null) {
            return Optional.of("hactl does not have it");
        }
        return wanted.equals(Runlevel.STOP) ? Optional.of("wanted level is stop") : Optional.empty();
    }

    private static Optional<String> elsewhere(ClusterView view, GroupName group) {
        return view.owner(group)
                .map(owner ->
                        (view.instances(group).containsKey(owner) ? "runs on node " : "claimed by node ") + owner);
    }

    private static String turn(Plan plan, GroupName group, Member member) {
        Optional<NodeId> best = Optional.ofNullable(plan.groups().get(group)).flatMap(Plan.GroupPlan::best);
        if (best.isEmpty()) {
            return "not free to be taken";
        }
        return best.get().equals(member.id())
                ? "nobody has it, and this node is best placed"
                : "waiting: node " + best.get() + " is better placed";
    }
}
