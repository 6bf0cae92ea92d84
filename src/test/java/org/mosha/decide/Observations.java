package org.mosha.decide;

import static org.mosha.cluster.Altered.aged;
import static org.mosha.cluster.Altered.saying;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.SeedFacts;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.fence.StomithRule;
import org.mosha.model.ClStat;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;
import org.mosha.model.Runlevel;

/** Observations to plan on: small clusters, the fixture, a big one. */
final class Observations {
    static final NodeId ONE = new NodeId(1);
    static final NodeId TWO = new NodeId(2);
    static final NodeId THREE = new NodeId(3);
    static final GroupName WEB = new GroupName("web");
    static final Duration STEP = Duration.ofMillis(300);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration LATER = Duration.ofMinutes(10);
    static final PlanSettings SETTINGS = new PlanSettings(
            FencingPolicy.LEASE,
            new StomithRule(MINUTE, StomithRule.GRACE, Optional.empty()),
            PlacementMethod.RANKED,
            1.5,
            STEP,
            MINUTE);
    static final Memory FIRST =
            Memory.first(Quorum.fresh(0.6), new CycleTime(Duration.ofSeconds(1), Duration.ofSeconds(20)));

    private Observations() {}

    /** A cluster in which each group runs on one node and every other node says that it has stopped it. */
    static Observation big(int nodes, int groups) {
        List<Member> members = new ArrayList<>();
        SortedMap<GroupName, Runlevel> wanted = new TreeMap<>();
        for (int n = 1; n <= nodes; n++) {
            StringBuilder text = new StringBuilder();
            for (int g = 0; g < groups; g++) {
                text.append("Cluster::Init::Group group").append(g);
                text.append(g % nodes == n - 1 ? " start DONE\n" : " stop DONE\n");
                wanted.put(new GroupName("group" + g), new Runlevel("start"));
            }
            members.add(Member.live(
                    new NodeId(n), "a" + n, ClStat.parse(text.toString()).value()));
        }
        return new Observation(
                LATER, ONE, members, List.of(), wanted, Map.of(), Map.of(), Map.of(), SETTINGS, FIRST, 1);
    }

    static List<Member> silent(Observation seen) {
        return seen.members().stream()
                .map(m -> saying(m, Optional.of(new ClStat(new TreeMap<>()))))
                .toList();
    }

    static Observation fixture(NodeId self) {
        List<Member> members = new ArrayList<>();
        for (NodeId node : List.of(ONE, TWO, THREE)) {
            Optional<ClStat> said = Optional.ofNullable(SeedFacts.clstats().get(node));
            Member member = Member.live(node, "", new ClStat(new TreeMap<>())).withSession(Member.Session.UNKNOWN);
            Duration age = said.isPresent() ? Duration.ofDays(16000) : Duration.ZERO;
            members.add(aged(saying(member, said), age, MINUTE));
        }
        return new Observation(
                LATER, self, members, List.of(), SeedFacts.wanted(), Map.of(), Map.of(), Map.of(), SETTINGS, FIRST, 1);
    }

    /** Three nodes that are well and run nothing. */
    static Observation cluster(NodeId self, Duration now, String... hactl) {
        SortedMap<GroupName, Runlevel> wanted = new TreeMap<>();
        for (String line : hactl) {
            String[] words = line.split(" ");
            wanted.put(new GroupName(words[0]), new Runlevel(words[1]));
        }
        ClStat nothing = new ClStat(new TreeMap<>());
        List<Member> members = List.of(
                Member.live(ONE, "a", nothing), Member.live(TWO, "b", nothing), Member.live(THREE, "c", nothing));
        return new Observation(now, self, members, List.of(), wanted, Map.of(), Map.of(), Map.of(), SETTINGS, FIRST, 1);
    }

    /** A node that is not the best placed one for web. */
    static NodeId waiting() {
        NodeId best = Planner.plan(cluster(ONE, Duration.ZERO, "web start"))
                .groups()
                .get(WEB)
                .best()
                .orElseThrow();
        return best.equals(ONE) ? TWO : ONE;
    }

    static List<Member> says(Observation seen, NodeId node, String line) {
        ClStat said = ClStat.parse("Cluster::Init::Group " + line + "\n").value();
        return seen.members().stream()
                .map(m -> m.id().equals(node) ? saying(m, Optional.of(said)) : m)
                .toList();
    }

    static Observation says(Observation seen, NodeId node, String line, String note) {
        return new Observation(
                seen.now(),
                seen.self(),
                says(seen, node, line),
                seen.claims(),
                seen.wanted(),
                seen.preferred(),
                seen.obstacles(),
                Map.of(WEB, note),
                seen.settings(),
                seen.memory(),
                seen.seed());
    }

    static Observation with(
            Observation seen, Map<GroupName, List<NodeId>> preferred, Map<GroupName, String> obstacles) {
        return new Observation(
                seen.now(),
                seen.self(),
                seen.members(),
                seen.claims(),
                seen.wanted(),
                preferred,
                obstacles,
                seen.testNotes(),
                seen.settings(),
                seen.memory(),
                seen.seed());
    }

    static Observation with(Observation seen, List<Member> members, List<Claim> claims) {
        return with(seen, members, claims, seen.memory());
    }

    static Observation with(Observation seen, List<Member> members, List<Claim> claims, Memory memory) {
        return new Observation(
                seen.now(),
                seen.self(),
                members,
                claims,
                seen.wanted(),
                seen.preferred(),
                seen.obstacles(),
                seen.testNotes(),
                seen.settings(),
                memory,
                seen.seed());
    }

    static Observation later(Observation seen, Plan plan, Duration wait) {
        return new Observation(
                seen.now().plus(wait),
                seen.self(),
                seen.members(),
                seen.claims(),
                seen.wanted(),
                seen.preferred(),
                seen.obstacles(),
                seen.testNotes(),
                seen.settings(),
                plan.after(),
                seen.seed() + 1);
    }
}
