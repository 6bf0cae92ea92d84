package org.mosha.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Freshness;
import org.mosha.cluster.Member;
import org.mosha.model.ClStat;
import org.mosha.model.NodeId;

/** Makes what the decisions are about of what the engine sees. */
final class Members {
    private final NodeSetup setup;

    Members(NodeSetup setup) {
        this.setup = setup;
    }

    /** All nodes; this one as it knows itself, which is newer than what the engine has of it. */
    List<Member> of(EngineView view, ClStat own, boolean standby, long nanos) {
        List<Member> members = new ArrayList<>();
        members.add(Member.live(setup.self(), setup.incarnation(), own).withStandby(standby));
        view.nodes().values().stream()
                .filter(seen -> !seen.node().equals(setup.self()))
                .forEach(seen -> members.add(other(seen, nanos)));
        view.claims().values().stream()
                .map(EngineView.ClaimSeen::node)
                .distinct()
                .filter(owner -> members.stream().noneMatch(m -> m.id().equals(owner)))
                .forEach(owner -> members.add(unknown(owner)));
        return members;
    }

    private Member other(EngineView.Sighting seen, long nanos) {
        Duration age = Duration.ofNanos(nanos - seen.seenNanos()).plus(seen.firstAge());
        return new Member(
                seen.node(),
                seen.host(),
                seen.incarnation(),
                seen.up(),
                seen.runsMosha(),
                seen.standby(),
                age,
                Freshness.isStale(age, setup.timeout()),
                seen.up() ? Member.Session.LIVE : Member.Session.UNKNOWN,
                seen.status(),
                seen.damaged());
    }

    /** An owner of a claim that the engine does not see: nothing is known of it. */
    static Member unknown(NodeId owner) {
        return new Member(
                owner,
                "",
                "",
                false,
                false,
                false,
                Duration.ZERO,
                true,
                Member.Session.UNKNOWN,
                Optional.empty(),
                false);
    }

    static List<Claim> claims(EngineView view) {
        return view.claims().entrySet().stream()
                .map(e -> new Claim(
                        e.getKey(),
                        e.getValue().node(),
                        e.getValue().incarnation(),
                        e.getValue().epoch()))
                .toList();
    }
}
