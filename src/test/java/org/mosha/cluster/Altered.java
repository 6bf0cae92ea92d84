package org.mosha.cluster;

import java.time.Duration;
import java.util.Optional;
import org.mosha.model.ClStat;

/** Nodes that differ from another one in something. */
public final class Altered {
    private Altered() {}

    /** One that the cluster does not have as up. */
    public static Member down(Member m) {
        return new Member(
                m.id(),
                m.host(),
                m.incarnation(),
                false,
                m.runsMosha(),
                m.standby(),
                m.age(),
                m.stale(),
                m.session(),
                m.status(),
                m.damaged());
    }

    /** One that is not known to run the daemon. */
    public static Member withoutDaemon(Member m) {
        return new Member(
                m.id(),
                m.host(),
                m.incarnation(),
                m.up(),
                false,
                m.standby(),
                m.age(),
                m.stale(),
                m.session(),
                m.status(),
                m.damaged());
    }

    /** One whose status is so old, where it may become as old as the time-out. */
    public static Member aged(Member m, Duration age, Duration timeout) {
        boolean stale = Freshness.isStale(age, timeout);
        return new Member(
                m.id(),
                m.host(),
                m.incarnation(),
                m.up(),
                m.runsMosha(),
                m.standby(),
                age,
                stale,
                m.session(),
                m.status(),
                m.damaged());
    }

    /** One that says something else of its groups, or nothing. */
    public static Member saying(Member m, Optional<ClStat> status) {
        return with(m, status, false);
    }

    /** One whose status is damaged; only so much of it could be read. */
    public static Member damaged(Member m, Optional<ClStat> read) {
        return with(m, read, true);
    }

    private static Member with(Member m, Optional<ClStat> status, boolean damaged) {
        return new Member(
                m.id(),
                m.host(),
                m.incarnation(),
                m.up(),
                m.runsMosha(),
                m.standby(),
                m.age(),
                m.stale(),
                m.session(),
                status,
                damaged);
    }
}
