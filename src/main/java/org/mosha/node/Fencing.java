package org.mosha.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.Member;
import org.mosha.decide.Plan;
import org.mosha.fence.FenceLedger;
import org.mosha.fence.Suspect;
import org.mosha.model.NodeId;

/** Has nodes shot and keeps what came of it; the ledger itself is part of the memory that decides. */
final class Fencing {
    private final FencePort port;
    private final Journal journal;
    private long count;
    private long failures;
    private Optional<NodeId> lastNode = Optional.empty();
    private String lastResult = "";

    Fencing(FencePort port, Journal journal) {
        this.port = port;
        this.journal = journal;
    }

    /** Shoots whom a plan says; each once, until there is an answer. */
    FenceLedger shoot(Plan plan, FenceLedger ledger, Duration now) {
        FenceLedger after = ledger;
        for (Suspect suspect : plan.suspects()) {
            if (suspect.shoot()) {
                after = shoot(suspect.node(), suspect.incarnation(), suspect.why(), after, now);
            }
        }
        return after;
    }

    FenceLedger shoot(NodeId node, String incarnation, String why, FenceLedger ledger, Duration now) {
        count++;
        lastNode = Optional.of(node);
        lastResult = "under way";
        String sentence = "STOMITH of node " + node + ": " + why;
        journal.alert(sentence);
        journal.notice(Notice.STOMITH, sentence, Map.of("node", node.toString(), "reason", why, "result", lastResult));
        port.shoot(node, incarnation);
        return ledger.started(node, incarnation, now);
    }

    FenceLedger shot(NodeEvent.Shot shot, FenceLedger ledger, Duration now) {
        FenceResult result = switch (shot.answer()) {
            case CONFIRMED -> FenceResult.CONFIRMED;
            case FAILED, LOGGED -> FenceResult.FAILED;
            case TIMED_OUT -> FenceResult.TIMED_OUT;
        };
        if (shot.answer() == FencePort.Answer.FAILED || shot.answer() == FencePort.Answer.TIMED_OUT) {
            failures++;
        }
        lastNode = Optional.of(shot.node());
        lastResult = shot.answer() + ": " + shot.note();
        String sentence = "STOMITH of node " + shot.node() + " " + lastResult;
        journal.alert(sentence);
        journal.notice(
                Notice.STOMITH,
                sentence,
                Map.of(
                        "node",
                        shot.node().toString(),
                        "reason",
                        shot.note(),
                        "result",
                        shot.answer().name()));
        return ledger.finished(shot.node(), shot.incarnation(), result, shot.note(), now);
    }

    FenceLedger confirm(Member member, FenceLedger ledger, Duration now) {
        String note = "confirmed off by the operator";
        lastNode = Optional.of(member.id());
        lastResult = note;
        journal.alert("node " + member.id() + " is " + note);
        journal.notice(
                Notice.STOMITH,
                "node " + member.id() + " is " + note,
                Map.of("node", member.id().toString(), "reason", note, "result", "CONFIRMED"));
        return ledger.confirmed(member.id(), member.incarnation(), note, now);
    }

    String test(NodeId node) throws Refused {
        return port.test(node);
    }

    NodeSnapshot.FenceView view(Plan plan) {
        SortedSet<NodeId> pending = new TreeSet<>();
        plan.suspects().forEach(suspect -> pending.add(suspect.node()));
        return new NodeSnapshot.FenceView(port.method(), count, failures, lastNode, lastResult, pending);
    }
}
