package org.mosha.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosha.cluster.FenceWord;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** What the nodes share: marks with heartbeats, statuses, claims that change by one atomic step, the files. */
final class SimStore {
    /** What a node says. */
    record Mark(String life, long heartbeat, ClStat status, boolean standby, Duration session) {
        static final Mark NONE = new Mark("", 0, new ClStat(new TreeMap<>()), false, Duration.ZERO);

        /** What a power cut leaves of it at worst: it says nothing any more. */
        Mark damaged() {
            return new Mark("", heartbeat, status, standby, session);
        }
    }

    /** What was last said of shooting a node, and which heartbeat of it had been the last one by then. */
    record Said(FenceWord word, long heartbeat) {
        boolean isOff(String life) {
            return word.isConfirmed() && word.incarnation().equals(life);
        }

        boolean holdsOf(String incarnation, long newest) {
            return word.incarnation().equals(incarnation) && (!word.isConfirmed() || newest <= heartbeat);
        }
    }

    /** Who has a claim. */
    record Owner(NodeId node, String life) {}

    /** A group's claim, or what is left of it when nobody has it. */
    record Token(long epoch, Optional<Owner> owner) {
        static final Token NEVER = new Token(0, Optional.empty());

        boolean isOf(Owner one) {
            return owner.equals(Optional.of(one));
        }
    }

    private final SimRules rules;
    /** A broken store, to show that the rules notice: it gives any claim to whoever asks. */
    private final boolean generous;

    final Map<NodeId, Mark> marks = new TreeMap<>();
    final Map<NodeId, String> proofs = new HashMap<>();
    final Map<NodeId, Said> fences = new HashMap<>();
    final Map<GroupName, Token> tokens = new HashMap<>();
    ConfigText cltab = new ConfigText("cltab", Optional.of(""), Optional.empty());
    ConfigText hactl = new ConfigText("hactl", Optional.of(""), Optional.empty());

    SimStore(SimRules rules, boolean generous) {
        this.rules = rules;
        this.generous = generous;
    }

    /** Replaces what is said of shooting a node, unless its life is off by what is said. */
    void tell(NodeId node, FenceWord word) {
        Optional<Mark> mark =
                Optional.ofNullable(marks.get(node)).filter(m -> m.life().equals(word.incarnation()));
        Said said = fences.get(node);
        boolean stays = said != null
                && said.isOff(word.incarnation())
                && said.holdsOf(word.incarnation(), mark.map(Mark::heartbeat).orElse(0L));
        if (!stays || word.isConfirmed()) {
            fences.put(node, new Said(word, mark.map(Mark::heartbeat).orElse(0L)));
        }
    }

    /** A life says that it is there: what says that it is off is void. */
    void say(NodeId node, Mark mark) {
        marks.put(node, mark);
        Said said = fences.get(node);
        if (said != null && said.isOff(mark.life())) {
            fences.remove(node);
        }
    }

    Token token(GroupName group) {
        return tokens.getOrDefault(group, Token.NEVER);
    }

    /** One rename of the token, from the name that was seen: whoever finds another one there has changed nothing. */
    void claim(GroupName group, Token seen, Owner by, long overEpoch, long now) {
        boolean mayTake = seen.owner().isEmpty() || seen.epoch() == overEpoch;
        if (generous || mayTake && token(group).equals(seen)) {
            Token before = token(group);
            Token after = new Token(before.epoch() + 1, Optional.of(by));
            tokens.put(group, after);
            rules.claimed(group, before, after, now);
        }
    }

    void release(GroupName group, Token seen, Owner by, long epoch) {
        if (seen.isOf(by) && seen.epoch() == epoch && token(group).equals(seen)) {
            tokens.put(group, new Token(seen.epoch(), Optional.empty()));
            rules.released(group, by);
        }
    }
}
