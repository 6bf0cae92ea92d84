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
    private final Observation seen;
    private final ClusterView view;
    private final GroupName group;
    private final Optional<Plan.GroupPlan> planned;
    private final SortedMap<NodeId, GroupStatus> instances;
    private final Optional<Claim> claim;
    private final Optional<String> notWanted;
    private final boolean isEmpty;
    private final Optional<String> elsewhere;

    private Reasons(Observation seen, Plan plan, GroupName group) {
        this.seen = seen;
        this.view = plan.view();
        this.group = group;
        this.planned = Optional.ofNullable(plan.groups().get(group));
        this.instances = view.instances(group);
        this.claim = Optional.ofNullable(view.claims().get(group));
        this.notWanted = notWanted(seen.wanted().get(group));
        this.isEmpty = Observation.NOT_IN_CLTAB.equals(seen.obstacles().get(group));
        this.elsewhere = view.owner(group).map(this::on);
    }

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
        Reasons about = new Reasons(seen, plan, group);
        for (Member member : plan.view().members().values()) {
            reasons.put(member.id(), about.on(member));
        }
        return reasons;
    }

    private String on(Member member) {
        if (planned.isPresent() && member.id().equals(seen.self())) {
            return planned.get().why();
        }
        GroupStatus status = instances.get(member.id());
        if (status != null) {
            return running(status, member);
        }
        if (view.unreadable().contains(member.id())) {
            return "possibly running: its status cannot be read";
        }
        if (claim.filter(c -> c.node().equals(member.id())).isPresent()) {
            return "has its claim (epoch " + claim.get().epoch() + "); the node is "
                    + view.verdict(member.id()).state();
        }
        return notWanted
                .or(() -> Eligibility.obstacle(view, member))
                .or(() -> elsewhere)
                .or(() -> mark(member.id()))
                .orElseGet(() -> turn(member));
    }

    private String on(NodeId owner) {
        if (!instances.containsKey(owner)) {
            return "claimed by node " + owner;
        }
        return isEmpty ? "on node " + owner + ", but " + Observation.NOT_IN_CLTAB : "runs on node " + owner;
    }

    private Optional<String> mark(NodeId node) {
        return seen.memory()
                .marks()
                .mark(group, node)
                .filter(mark -> mark.holds(seen.now()))
                .map(mark -> mark.text(seen.now()));
    }

    private String running(GroupStatus status, Member member) {
        String text = "at " + status.level() + " " + status.state();
        String old =
                member.stale() ? ", but stale: last heard of " + member.age().toSeconds() + " s ago" : "";
        String how = status.isSettled() ? "runs here: " : "on its way here: ";
        return (isEmpty ? "" : how)
                + text
                + old
                + (member.damaged() ? ", but its status is damaged" : "")
                + (isEmpty ? ", but " + Observation.NOT_IN_CLTAB : "");
    }

    private static Optional<String> notWanted(Runlevel wanted) {
        if (wanted == null) {
            return Optional.of("hactl does not have it");
        }
        return wanted.equals(Runlevel.STOP) ? Optional.of("wanted level is stop") : Optional.empty();
    }

    private String turn(Member member) {
        Optional<NodeId> best = planned.flatMap(Plan.GroupPlan::best);
        if (best.isEmpty()) {
            return "not free to be taken";
        }
        return best.get().equals(member.id())
                ? "nobody has it, and this node is best placed"
                : "waiting: node " + best.get() + " is better placed";
    }
}
