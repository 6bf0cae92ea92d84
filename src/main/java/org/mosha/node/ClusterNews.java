package org.mosha.node;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.decide.Plan;
import org.mosha.decide.Rule;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** Tells what has changed in the cluster from one cycle to the next, each thing once. */
final class ClusterNews {
    private static final String OUTSIDE = "this node is not one of the cluster's nodes";

    private final NodeId self;
    private final Journal journal;
    private Set<NodeId> up = new HashSet<>();
    private Set<NodeId> stale = new HashSet<>();
    private Set<GroupName> contested = new HashSet<>();
    private Set<String> warnings = new HashSet<>();
    private Optional<Boolean> quorate = Optional.empty();
    private String trouble = "";
    private boolean outside;

    ClusterNews(NodeId self, Journal journal) {
        this.self = self;
        this.journal = journal;
    }

    void engine(EngineView view) {
        outside = view.outside();
        if (!view.trouble().equals(trouble)) {
            trouble = view.trouble();
            if (trouble.isEmpty()) {
                journal.info("the engine works again");
            } else if (view.outside()) {
                // somebody has wanted it so, or has not added it yet
                journal.info(trouble);
            } else {
                journal.error("the engine does not work: " + trouble);
            }
        }
        Set<String> now = new HashSet<>(view.warnings());
        now.stream().filter(w -> !warnings.contains(w)).forEach(journal::warn);
        warnings = now;
    }

    /**
     * The cluster was lost.
     *
     * @param silent for how long the others had not seen then that this node lives
     * @param idle whether nothing ran here
     */
    void lost(Duration silent, boolean idle, EngineView view) {
        String lost = "this node has not reached its cluster for " + silent.toMillis() + " ms";
        if (idle) {
            // as one that was just removed: nothing is to be done about that
            journal.info(view.explain(lost + ", and runs nothing"));
        } else {
            journal.alert(lost + ": everything that it runs is killed");
        }
    }

    /** What has happened to the cluster; to be told before what is done about it. */
    void causes(Plan plan) {
        quorum(plan);
        nodes(plan);
    }

    /** What has happened since, too. */
    void plan(Plan plan) {
        causes(plan);
        groups(plan);
    }

    private void quorum(Plan plan) {
        boolean reached = !plan.view().me().session().hasExpired();
        boolean now = reached && plan.quorum().quorate();
        if (quorate.equals(Optional.of(now))) {
            return;
        }
        String reason = reached ? seen(plan.quorum()) : outside ? OUTSIDE : "this node does not reach its cluster";
        if (!now) {
            if (outside) {
                journal.info("quorum lost: " + reason);
            } else {
                journal.error("quorum lost: " + reason);
            }
            journal.notice(Notice.QUORUM_LOST, "quorum lost", Map.of("reason", reason));
        } else if (quorate.isPresent()) {
            journal.info("quorum is back: " + reason);
            journal.notice(Notice.QUORUM_GAINED, "quorum gained", Map.of("reason", reason));
        }
        quorate = Optional.of(now);
    }

    /** None are needed where the engine's majority decides alone. */
    private static String seen(Quorum.Outcome quorum) {
        return "nodes seen " + quorum.visible() + (quorum.required() == 0 ? "" : ", needed " + quorum.required());
    }

    private void nodes(Plan plan) {
        Set<NodeId> nowUp = new HashSet<>();
        Set<NodeId> nowStale = new HashSet<>();
        for (Member member : plan.view().members().values()) {
            if (member.up() || member.id().equals(self)) {
                nowUp.add(member.id());
            }
            if (member.stale()) {
                nowStale.add(member.id());
            }
        }
        tell(nowUp, up, Notice.NODE_UP, "is up");
        tell(up, nowUp, Notice.NODE_DOWN, "is down");
        tell(nowStale, stale, Notice.NODE_STALE, "is stale");
        up = nowUp;
        stale = nowStale;
    }

    private void tell(Set<NodeId> these, Set<NodeId> butNotThese, String type, String what) {
        these.stream().filter(node -> !butNotThese.contains(node)).sorted().forEach(node -> {
            String sentence = "node " + node + " " + what;
            journal.info(sentence);
            journal.notice(type, sentence, Map.of("node", node.toString(), "reason", sentence));
        });
    }

    private void groups(Plan plan) {
        Set<GroupName> now = new HashSet<>();
        plan.groups().forEach((name, group) -> {
            if (group.rule() == Rule.CONFLICT) {
                now.add(name);
                if (!contested.contains(name)) {
                    journal.alert(name + " is contested: " + group.why());
                    journal.notice(
                            Notice.GROUP_CONFLICT,
                            name + " is contested",
                            Map.of("group", name.value(), "node", self.toString(), "reason", group.why()));
                }
            }
        });
        contested = now;
    }
}
