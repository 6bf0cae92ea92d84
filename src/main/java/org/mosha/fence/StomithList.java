package org.mosha.fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * The rule for shooting: a node that is up, or has claims, and whose status is older than the time-out. Never this
 * node, never without quorum, never in the first minutes of the daemon, and never again once it is confirmed off.
 *
 * <p>The original leaves out nodes that are no longer up; here one that still has claims is on the list as well, since
 * nobody may take its groups before it is confirmed off.
 */
public final class StomithList {
    private StomithList() {}

    /**
     * Lists the nodes that are due.
     *
     * @param view the cluster
     * @param rule when a node is shot
     * @param uptime how long this node's daemon has run; also the clock of the ledger
     * @param quorate whether there is quorum
     * @param ledger what was tried so far
     * @return the suspects by number, also those that are not to be shot yet
     */
    public static List<Suspect> of(
            ClusterView view, StomithRule rule, Duration uptime, boolean quorate, FenceLedger ledger) {
        Set<NodeId> owners = new HashSet<>();
        for (Claim claim : view.claims().values()) {
            owners.add(claim.node());
        }
        List<Suspect> suspects = new ArrayList<>();
        for (Member member : view.members().values()) {
            boolean matters = member.up() || owners.contains(member.id());
            boolean silent = member.age().compareTo(rule.timeout()) > 0
                    && (member.status().isPresent() || member.damaged() || owners.contains(member.id()));
            if (!member.id().equals(view.self()) && matters && silent) {
                suspects.add(suspect(member, rule, uptime, quorate, ledger));
            }
        }
        return List.copyOf(suspects);
    }

    /**
     * Picks those to be shot now.
     *
     * @param suspects the list
     * @return their numbers, in order
     */
    public static List<NodeId> toShoot(List<Suspect> suspects) {
        return suspects.stream().filter(Suspect::shoot).map(Suspect::node).toList();
    }

    private static Suspect suspect(
            Member member, StomithRule rule, Duration uptime, boolean quorate, FenceLedger ledger) {
        String why = "its status is " + member.age().toSeconds() + " s old, "
                + rule.timeout().toSeconds() + " s are allowed";
        String held = held(member, rule, uptime, quorate, ledger);
        return new Suspect(member.id(), member.incarnation(), held.isEmpty(), held.isEmpty() ? why : why + "; " + held);
    }

    private static String held(Member member, StomithRule rule, Duration uptime, boolean quorate, FenceLedger ledger) {
        if (!quorate) {
            return "not shot: no quorum";
        }
        Duration left = rule.grace().minus(uptime);
        if (!left.isNegative()) {
            return "not shot: this daemon only looks on for another " + (left.toSeconds() + 1) + " s";
        }
        return ledger.held(member.id(), member.incarnation(), uptime).orElse("");
    }
}
