package org.mosha.decide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Holding;
import org.mosha.cluster.Takeover;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** Facts about the group "web" seen from node 1: with quorum, unclaimed, this node's turn, unless a test says otherwise. */
final class FactsBuilder {
    static final GroupName WEB = new GroupName("web");
    static final NodeId ONE = new NodeId(1);
    static final NodeId TWO = new NodeId(2);
    static final Turn DUE = new Turn(true, Duration.ZERO, "this node is best placed");

    private final SortedMap<NodeId, GroupStatus> instances = new TreeMap<>();
    private Optional<Runlevel> wanted = Optional.empty();
    private Holding holding = new Holding.Free();
    private Facts.Self self = new Facts.Self(Optional.empty(), false, List.of());
    private Optional<String> obstacle = Optional.empty();
    private Optional<Facts.Hold> hold = Optional.empty();
    private Turn turn = DUE;

    static FactsBuilder wanted(String level) {
        return new FactsBuilder().wanted(Optional.of(new Runlevel(level)));
    }

    static FactsBuilder unwanted() {
        return new FactsBuilder();
    }

    FactsBuilder wanted(Optional<Runlevel> level) {
        wanted = level;
        return this;
    }

    FactsBuilder local(String level, String state) {
        instances.put(ONE, new GroupStatus(new Runlevel(level), state));
        return this;
    }

    FactsBuilder remote(String level, String state) {
        instances.put(TWO, new GroupStatus(new Runlevel(level), state));
        return this;
    }

    FactsBuilder instances(SortedMap<NodeId, GroupStatus> all) {
        instances.putAll(all);
        return this;
    }

    FactsBuilder ours() {
        holding = new Holding.Ours();
        return this;
    }

    FactsBuilder others(Takeover.Verdict verdict) {
        holding = new Holding.Others(new Claim(WEB, TWO, "b", 1), verdict);
        return this;
    }

    FactsBuilder takeable(String why) {
        holding = new Holding.Takeable(new Claim(WEB, TWO, "b", 1), why);
        return this;
    }

    FactsBuilder noQuorum() {
        self = new Facts.Self(Optional.of("no quorum"), self.standby(), self.unreadable());
        return this;
    }

    FactsBuilder standby() {
        self = new Facts.Self(self.quorumLoss(), true, self.unreadable());
        return this;
    }

    FactsBuilder unreadable(NodeId node) {
        self = new Facts.Self(self.quorumLoss(), self.standby(), List.of(node));
        return this;
    }

    FactsBuilder obstacle(String why) {
        obstacle = Optional.of(why);
        return this;
    }

    FactsBuilder hold(Duration in, String why) {
        hold = Optional.of(new Facts.Hold(in, why));
        return this;
    }

    FactsBuilder turn(Turn now) {
        turn = now;
        return this;
    }

    Facts facts() {
        SortedMap<NodeId, GroupStatus> others = new TreeMap<>(instances);
        others.remove(ONE);
        Map<GroupName, Runlevel> hactl = wanted.map(level -> Map.of(WEB, level)).orElse(Map.of());
        return new Facts(
                WEB,
                Metrics.of(ONE, instances, hactl.get(WEB)),
                wanted,
                Optional.ofNullable(instances.get(ONE)),
                others,
                holding,
                self,
                obstacle,
                hold,
                turn);
    }

    Decision decide() {
        return Decider.decide(facts());
    }
}
