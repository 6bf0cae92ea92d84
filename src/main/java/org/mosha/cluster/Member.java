package org.mosha.cluster;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mosha.model.ClStat;
import org.mosha.model.NodeId;

/**
 * One node, as another one sees it. The engine names every node that is up and every owner of a claim.
 *
 * @param id its number
 * @param host its host name; empty when it is not known
 * @param incarnation which life of its daemon is seen; empty when it does not say
 * @param up whether the cluster has it as up
 * @param runsMosha whether it is known to run the daemon, so that it counts for the quorum
 * @param standby whether it was halted by the operator and takes no group
 * @param age how long ago its status was last seen to change
 * @param stale whether that is longer than the time-out
 * @param session what is known of its session
 * @param status the last status that could be read, in so far as it could be read; empty when there never was one
 * @param damaged whether its present status cannot be read in full
 */
public record Member(
        NodeId id,
        String host,
        String incarnation,
        boolean up,
        boolean runsMosha,
        boolean standby,
        Duration age,
        boolean stale,
        Session session,
        Optional<ClStat> status,
        boolean damaged) {
    /** Refuses nulls. */
    public Member {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(status, "status");
    }

    /** What is known of a node's registration with the engine. */
    public enum Session {
        /** Nothing: the engine does not say, or only files are looked at. */
        UNKNOWN,
        /** It is renewed. */
        LIVE,
        /** It has expired, but the node's local deadline may not have passed yet. */
        EXPIRED,
        /** It has expired and the node's local deadline has provably passed. */
        OVER;

        /**
         * Tells whether the session has expired.
         *
         * @return true for EXPIRED and OVER
         */
        public boolean hasExpired() {
            return this == EXPIRED || this == OVER;
        }
    }

    /**
     * A node that is up and well, with a live session and a fresh status.
     *
     * @param id its number
     * @param incarnation which life of its daemon is seen
     * @param status what it says
     * @return the member
     */
    public static Member live(NodeId id, String incarnation, ClStat status) {
        return new Member(
                id, "", incarnation, true, true, false, Duration.ZERO, false, Session.LIVE, Optional.of(status), false);
    }

    /**
     * The same node, in standby or not.
     *
     * @param now whether it takes no group
     * @return the changed member
     */
    public Member withStandby(boolean now) {
        return new Member(id, host, incarnation, up, runsMosha, now, age, stale, session, status, damaged);
    }

    /**
     * The same node with another session.
     *
     * @param now what is known of it
     * @return the changed member
     */
    public Member withSession(Session now) {
        return new Member(id, host, incarnation, up, runsMosha, standby, age, stale, now, status, damaged);
    }

    /**
     * Tells whether the node counts for the quorum.
     *
     * @return true when it is up, runs the daemon, and its session has not expired
     */
    public boolean isVisible() {
        return up && runsMosha && !session.hasExpired();
    }

    /**
     * Tells whether nothing at all is known of what runs there.
     *
     * @return true when its status is damaged and none could ever be read
     */
    public boolean isUnreadable() {
        return damaged && status.isEmpty();
    }
}
