package org.mosha.fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * The rule for shooting: a node that is up, or has claims, and whose status is older than the time-out. Never this
 * node, never without quorum, never in the first minutes of the daemon, and never again once it is confirmed off.
 *
 * <p>The original leaves out nodes that are no longer up; here one that still has claims is on the list as well, since
 * nobody may take its groups before it is confirmed off. Where that is so, it is also on the list as soon as its
 * session is over. Each survivor waits longer than the one before it, and looks whether another one shoots: so that a
 * node is shot once, and that of two nodes that have lost each other one is faster.
 */
public final class StomithList {
    private final ClusterView view;
    private final StomithRule rule;
    private final Duration uptime;
    private final boolean quorate;
    private final FenceLedger ledger;
    private final Set<NodeId> owners;

    private StomithList(ClusterView view, StomithRule rule, Duration uptime, boolean quorate, FenceLedger ledger) {
        this.view = view;
        this.rule = rule;
        this.uptime = uptime;
        this.quorate = quorate;
        this.ledger = ledger;
        this.owners = view.owners();
    }

    /**
     * Lists the nodes that are due.
     *
     * @param view the cluster
     * @param rule when a node is shot
     * @param uptime how long this node's daemon has run; also the clock of the ledger
     * @param quorate whether there is quorum
     * @param ledger what was tried so far, and who is lost since when
     * @return the suspects by number, also those that are not to be shot yet
     */
    public static List<Suspect> of(
            ClusterView view, StomithRule rule, Duration uptime, boolean quorate, FenceLedger ledger) {
        return new StomithList(view, rule, uptime, quorate, ledger).suspects();
    }

    /**
     * Lists the nodes whose groups wait for a shot: they hold claims, their session is over, and this daemon has seen
     * them alive, or looks on for long enough to know that they do not come back by themselves.
     *
     * @param view the cluster
     * @param rule when a node is shot
     * @param uptime how long this node's daemon has run
     * @return by number; none where nobody is shot before the time-out
     */
    public static List<Member> lost(ClusterView view, StomithRule rule, Duration uptime) {
        if (rule.step().isEmpty()) {
            return List.of();
        }
        Set<NodeId> owners = view.owners();
        return view.members().values().stream()
                .filter(m -> !m.id().equals(view.self()) && owners.contains(m.id()))
                .filter(m -> m.session() == Member.Session.OVER)
                .filter(m -> m.age().compareTo(uptime) < 0 || uptime.compareTo(rule.grace()) > 0)
                .toList();
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

    private List<Suspect> suspects() {
        List<Suspect> suspects = new ArrayList<>();
        for (Member member : view.members().values()) {
            if (!member.id().equals(view.self()) && !isConfirmedOff(member)) {
                suspect(member).ifPresent(suspects::add);
            }
        }
        return List.copyOf(suspects);
    }

    /** Nothing is left to do about it, though it may hold claims of groups that nobody wants at present. */
    private boolean isConfirmedOff(Member member) {
        return ledger.result(member.id(), member.incarnation()) == FenceResult.CONFIRMED;
    }

    private Optional<Suspect> suspect(Member member) {
        FenceNews.Loss loss = ledger.news().lost().get(member.id());
        if (loss != null && rule.step().isPresent()) {
            String why = "it holds claims, and its session is over";
            return Optional.of(suspect(member, why, turn(loss), false));
        }
        boolean owns = owners.contains(member.id());
        boolean speaks = member.status().isPresent() || member.damaged();
        if (member.age().compareTo(rule.timeout()) > 0 && (owns || member.up() && speaks)) {
            String why = "its status is " + member.age().toSeconds() + " s old, "
                    + rule.timeout().toSeconds() + " s are allowed";
            return Optional.of(suspect(member, why, Duration.ZERO, true));
        }
        return Optional.empty();
    }

    private Suspect suspect(Member member, String why, Duration turn, boolean grace) {
        String held = held(member, grace);
        if (!held.isEmpty()) {
            return new Suspect(member.id(), member.incarnation(), false, why + "; " + held, Optional.empty());
        }
        boolean waits = !turn.isNegative() && !turn.isZero();
        return waits
                ? new Suspect(
                        member.id(),
                        member.incarnation(),
                        false,
                        why + "; not shot yet: other nodes go first",
                        Optional.of(turn))
                : new Suspect(member.id(), member.incarnation(), true, why, Optional.empty());
    }

    /** In how long it is this node's turn: each survivor's comes a step later, and half of one after a lost node's. */
    private Duration turn(FenceNews.Loss loss) {
        Duration step = rule.step().orElseThrow();
        long before = view.members().values().stream()
                .filter(m -> m.isVisible() && m.id().compareTo(view.self()) < 0)
                .count();
        boolean firstIsLost = ledger.news().lost().firstKey().compareTo(view.self()) < 0;
        Duration delay = step.multipliedBy(before + 1).plus(firstIsLost ? step.dividedBy(2) : Duration.ZERO);
        return delay.minus(uptime.minus(loss.since()));
    }

    private String held(Member member, boolean grace) {
        if (!quorate) {
            return "not shot: no quorum";
        }
        Duration left = rule.grace().minus(uptime);
        if (grace && !left.isNegative()) {
            return "not shot: this daemon only looks on for another " + (left.toSeconds() + 1) + " s";
        }
        if (isBeingShot(view.me())) {
            return "not shot: this node is being shot itself";
        }
        if (isBeingShot(member)) {
            return "not shot: another node shoots it";
        }
        return ledger.held(member.id(), member.incarnation(), uptime).orElse("");
    }

    /** Whether another node that is there says that it shoots this life of a node now. */
    private boolean isBeingShot(Member target) {
        Optional<FenceWord> word = ledger.news().word(target.id(), target.incarnation());
        return word.filter(w -> w.result() == FenceResult.UNKNOWN && !w.by().equals(view.self()))
                .map(w -> view.members().get(w.by()))
                .filter(by -> by != null && by.isVisible())
                .filter(by -> by.incarnation().equals(word.get().byIncarnation()))
                .isPresent();
    }
}
