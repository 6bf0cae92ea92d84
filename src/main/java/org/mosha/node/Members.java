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
        Sighting self = view.nodes().get(setup.self());
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

    private Member other(Sighting seen, long nanos) {
        Duration age = seen.contact().age(nanos);
        return new Member(
                seen.node(),
                seen.host(),
                seen.life().incarnation(),
                seen.up(),
                seen.runsMosha(),
                seen.report().standby(),
                age,
                Freshness.isStale(age, setup.timeout()),
                session(seen),
                seen.report().status(),
                seen.report().damaged());
    }

    /**
     * What is known of a node's session. Its daemon renews it with each heartbeat, and is quiet some time before it
     * expires. Its silence is what this node has looked for and not found, since clocks differ, and a node that has
     * not looked for some time has not seen anything. How long it may be silent it has said itself, and it is never less
     * than this node's own setting. The age that the files show at the first look proves nothing, but is enough not to
     * count on the node: it may have been dead for long. One of the original's daemons, which do not say which life they
     * are in, has none. Of a node whose life is not known, but how long it is to be waited for, all lives are over then.
     */
    private Member.Session session(Sighting seen) {
        if (seen.life().incarnation().isEmpty()) {
            boolean over = !seen.life().session().isZero() && isSilent(seen);
            return over ? Member.Session.OVER : Member.Session.UNKNOWN;
        }
        if (seen.life().provenGone() || isSilent(seen)) {
            return Member.Session.OVER;
        }
        return seen.up() && !isQuiet(seen) && !isOff(seen) ? Member.Session.LIVE : Member.Session.EXPIRED;
    }

    /** Whether it was confirmed off and is silent indeed, however long it wants to be waited for. */
    private boolean isOff(Sighting seen) {
        return seen.life().isConfirmedOff() && seen.contact().silence().compareTo(setup.sessionTimeout()) > 0;
    }

    /** The nodes that may run something: all but those whose session has provably ended. */
    List<Sighting> notOver(EngineView view) {
        return view.nodes().values().stream()
                .filter(seen -> session(seen) != Member.Session.OVER)
                .toList();
    }

    /** Whether a node's session is another one now, though nothing else has changed: it is silent, or heard again. */
    boolean sessionsChange(EngineView before, EngineView after) {
        return !sessions(before).equals(sessions(after));
    }

    private List<Member.Session> sessions(EngineView view) {
        return view.nodes().values().stream()
                .filter(seen -> !seen.node().equals(setup.self()))
                .map(this::session)
                .toList();
    }

    private boolean isSilent(Sighting seen) {
        return seen.contact().silence().compareTo(allowed(seen)) > 0;
    }

    /** Whether it is silent, or was by the wall clock when it was first seen. */
    private boolean isQuiet(Sighting seen) {
        return seen.contact().age(seen.contact().lookedNanos()).compareTo(allowed(seen)) > 0;
    }

    private Duration allowed(Sighting seen) {
        Duration own = setup.sessionTimeout();
        Duration said = seen.life().session();
        return said.compareTo(own) > 0 ? said : own;
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

    /** All claims; one of this node's that does not count any more is as one of an earlier life of its daemon. */
    static List<Claim> claims(EngineView view, OwnClaims own) {
        return view.claims().entrySet().stream()
                .map(e -> new Claim(
                        e.getKey(),
                        e.getValue().node(),
                        own.isSpent(e.getKey(), e.getValue())
                                ? ""
                                : e.getValue().incarnation(),
                        e.getValue().epoch()))
                .toList();
    }
}
