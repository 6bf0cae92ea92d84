package org.mosha.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.decide.Plan;
import org.mosha.fence.FenceLedger;
import org.mosha.fence.Suspect;
import org.mosha.model.NodeId;

/** Has nodes shot and keeps what came of it; the ledger itself is part of the memory that decides. */
final class Fencing {
    private final NodeSetup setup;
    private final FencePort port;
    private final ClusterEngine engine;
    private final Journal journal;
    private long count;
    private long failures;
    private Optional<NodeId> lastNode = Optional.empty();
    private String lastResult = "";

    Fencing(NodeSetup setup, FencePort port, ClusterEngine engine, Journal journal) {
        this.setup = setup;
        this.port = port;
        this.engine = engine;
        this.journal = journal;
    }

    /**
     * Shoots whom a plan says; each once, until there is an answer. The others are told before: only when they can see
     * that, and none of them has said the same since, it is done.
     */
    FenceLedger shoot(Plan plan, FenceLedger ledger, Duration now) {
        FenceLedger after = ledger;
        for (Suspect suspect : plan.suspects()) {
            if (suspect.shoot() && !isAnnounced(suspect, ledger)) {
                tell(suspect.node(), suspect.incarnation(), FenceResult.UNKNOWN, suspect.why());
            } else if (suspect.shoot()) {
                after = shoot(suspect.node(), suspect.incarnation(), suspect.why(), after, now);
            }
        }
        return after;
    }

    /** Takes what the nodes say of shooting each other. */
    FenceLedger told(EngineView seen, FenceLedger ledger, Duration now) {
        Map<NodeId, FenceWord> words = new TreeMap<>();
        seen.nodes().forEach((node, sighting) -> sighting.life().fence().ifPresent(word -> words.put(node, word)));
        FenceLedger after = ledger.told(words, now);
        words.forEach((node, word) -> {
            boolean known = ledger.result(node, word.incarnation()) == FenceResult.CONFIRMED;
            if (word.isConfirmed() && !known && !word.by().equals(setup.self())) {
                journal.alert("node " + node + " is off: node " + word.by() + " says: " + word.note());
            }
        });
        return after;
    }

    /** Nothing can be said of a life that does not show. */
    private boolean isAnnounced(Suspect suspect, FenceLedger ledger) {
        return suspect.incarnation().isEmpty()
                || ledger.news()
                        .word(suspect.node(), suspect.incarnation())
                        .filter(word -> word.result() == FenceResult.UNKNOWN)
                        .filter(word -> word.by().equals(setup.self()))
                        .filter(word -> word.byIncarnation().equals(setup.incarnation()))
                        .isPresent();
    }

    private void tell(NodeId node, String incarnation, FenceResult result, String note) {
        if (!incarnation.isEmpty()) {
            engine.fencing(node, new FenceWord(incarnation, setup.self(), setup.incarnation(), result, note));
        }
    }

    /** Takes the operator's order: it is said and done at once. */
    FenceLedger ordered(Member member, FenceLedger ledger, Duration now) {
        String why = "by order of the operator";
        tell(member.id(), member.incarnation(), FenceResult.UNKNOWN, why);
        return shoot(member.id(), member.incarnation(), why, ledger, now);
    }

    private FenceLedger shoot(NodeId node, String incarnation, String why, FenceLedger ledger, Duration now) {
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
        tell(shot.node(), shot.incarnation(), result, shot.note());
        return ledger.finished(shot.node(), shot.incarnation(), result, now);
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
        tell(member.id(), member.incarnation(), FenceResult.CONFIRMED, note);
        return ledger.confirmed(member.id(), member.incarnation(), now);
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
