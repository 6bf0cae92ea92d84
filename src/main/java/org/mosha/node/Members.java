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
    List<Member> of(EngineView view, ClStat own, boolean standby, boolean cutOff, long nanos) {
        List<Member> members = new ArrayList<>();
        EngineView.Sighting self = view.nodes().get(setup.self());
        boolean lost = cutOff || self != null && !self.up();
        members.add(Member.live(setup.self(), setup.incarnation(), own)
                .withStandby(standby)
                .withSession(lost ? Member.Session.EXPIRED : Member.Session.LIVE));
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
                session(seen, nanos),
                seen.status(),
                seen.damaged());
    }

    /**
     * What is known of a node's session. Its daemon renews it with each heartbeat, and is quiet some time before it
     * expires; its age is what this node has seen itself, since clocks differ. One of the original's daemons, which
     * do not say which life they are in, has none.
     */
    private Member.Session session(EngineView.Sighting seen, long nanos) {
        if (seen.incarnation().isEmpty()) {
            return Member.Session.UNKNOWN;
        }
        if (seen.provenGone() || isSilent(seen, nanos)) {
            return Member.Session.OVER;
        }
        return seen.up() ? Member.Session.LIVE : Member.Session.EXPIRED;
    }

    /** How many nodes are silent for longer than a session lasts. */
    long silent(EngineView view, long nanos) {
        return view.nodes().values().stream()
                .filter(seen -> !seen.node().equals(setup.self()) && isSilent(seen, nanos))
                .count();
    }

    private boolean isSilent(EngineView.Sighting seen, long nanos) {
        return nanos - seen.seenNanos() > setup.sessionTimeout().toNanos();
    }

    /** Nanoseconds until the next session expires, if its node stays silent; the given most when none does. */
    long untilExpiry(EngineView view, long nanos, long most) {
        long soonest = most;
        for (EngineView.Sighting seen : view.nodes().values()) {
            long left = seen.seenNanos() + setup.sessionTimeout().toNanos() - nanos;
            if (!seen.node().equals(setup.self()) && left >= 0) {
                soonest = Math.min(soonest, left + 1);
            }
        }
        return soonest;
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
