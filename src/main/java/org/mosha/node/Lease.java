package org.mosha.node;

import java.time.Duration;
import java.util.OptionalLong;
import org.mosha.node.ClusterEngine.Heartbeat;

/**
 * Until when this node may run groups: three quarters of the session after the newest of its heartbeats that the others
 * can see, which is shorter than the time after which they take its groups. On the monotonic clock, from when the heartbeat was said.
 *
 * <p>How long that is, each heartbeat says. A node that knows no other asks for a long session, so that a pause of
 * its filesystem does not stop it, and has its lease renewed as well by each look that shows that nobody is there. In
 * company it asks for the short one. So that whoever comes may rely on what it reads:
 * <ul>
 *   <li>the guard knows the shorter deadline before a heartbeat with the short length is said, and keeps it until a heartbeat
 *       with the long one is acknowledged that was said after the last one with the short; a node whose first look shows
 *       nobody else begins with the long one, if that is what its first heartbeat says, since then nobody has read another;
 *   <li>it asks for the short length only when a heartbeat was acknowledged a moment ago: the lease must not be over by
 *       becoming shorter.
 * </ul>
 */
final class Lease {
    /**
     * A deadline that is later by less than this part of the lease is not told: the guard would be woken at each turn,
     * before a process that has died is started again. The earlier one counts on, which is the stricter one.
     */
    private static final long WORTH_TELLING = 16;

    /** The two clocks from which it is known how long the machine has slept are not read at the same moment. */
    private static final long SLEEP_NANOS = 50_000_000;

    private final Duration company;
    private final Duration lone;
    private final Adapters adapters;
    private final Journal journal;
    private Duration wanted;
    private boolean everShort;
    private long shortSaidNanos;
    private long deadline;
    private long toldNanos;
    private boolean told;
    private boolean over;
    private Duration silent = Duration.ZERO;
    private boolean longNow;
    private long sleptNanos;
    private OptionalLong awakeNanos = OptionalLong.empty();

    /**
     * A lease that has not begun: the guard knows none.
     *
     * @param alone whether no other node is known
     * @param company the session length where there are other nodes
     * @param lone the session length of a node that knows no other; not shorter
     * @param sleptNanos how long the machine has slept until now
     */
    Lease(boolean alone, Duration company, Duration lone, Adapters adapters, Journal journal, long sleptNanos) {
        this.sleptNanos = sleptNanos;
        this.company = company;
        this.lone = lone;
        this.adapters = adapters;
        this.journal = journal;
        this.wanted = alone ? lone : company;
    }

    /** For how long after a heartbeat a node may run groups: a quarter is left for the killing. */
    static Duration length(Duration session) {
        return Duration.ofNanos(session.toNanos() / 4 * 3);
    }

    /** The session length that the next heartbeat is to say. */
    Duration wanted() {
        return wanted;
    }

    /** A heartbeat is being said that wants {@link #wanted}. */
    void said(long now) {
        if (wanted.compareTo(lone) < 0) {
            everShort = true;
            shortSaidNanos = now;
        }
    }

    /**
     * Looks at the newest heartbeat; only here what is wanted changes. While the machine slept, the monotonic clock stood
     * still and the others' did not: in company, what was said before counts no more.
     *
     * @param alone whether no other node is known
     * @param slept nanoseconds that the machine has slept since it booted
     * @return true when the lease has just run out: everything is to be killed at once
     */
    boolean look(boolean alone, Heartbeat heard, long now, long slept) {
        boolean woken = wakes(now, slept);
        choose(alone, heard, now);
        Duration session = session(heard);
        longNow = session.compareTo(company) > 0;
        long since = heard.aloneNanos() - heard.atNanos() > 0 ? heard.aloneNanos() : heard.atNanos();
        long next = since + length(session).toNanos();
        // what was heard since does not undo that the guard has struck in between
        boolean lapsed = told && !over && (now - deadline >= 0 || woken);
        boolean before = awakeNanos.isPresent() && since - awakeNanos.getAsLong() <= 0;
        if (lapsed || before || now - next >= 0) {
            return runOut(now);
        }
        if (!told
                || over
                || next - deadline < 0
                || isWorthTelling(next, length(session).toNanos(), now)) {
            told = true;
            toldNanos = since;
            deadline = next;
            adapters.lease(next);
        }
        if (over) {
            over = false;
            journal.info("this node reaches its cluster again");
        }
        return false;
    }

    /** It has run out; tells whether that is news. */
    private boolean runOut(long now) {
        // before the guard was told a deadline nothing was started
        boolean news = told && !over;
        over = true;
        if (news) {
            // after a standstill the guard waits on for what was left of its wait, and this thread does not
            adapters.lease(now);
            silent = Duration.ofNanos(now - toldNanos);
        }
        return news;
    }

    /** Whether the machine has just woken up. Where nobody else is known, the guard's deadline says what that means. */
    private boolean wakes(long now, long slept) {
        boolean woken = slept - sleptNanos >= SLEEP_NANOS && !longNow;
        if (woken) {
            awakeNanos = OptionalLong.of(now);
        }
        sleptNanos = Math.max(sleptNanos, slept);
        return woken;
    }

    /** Whether a later deadline is told: one that is much later, or any when the present one comes near. */
    private boolean isWorthTelling(long next, long length, long now) {
        return next - deadline >= length / WORTH_TELLING || next - deadline > 0 && deadline - now < length / 2;
    }

    /** For how long the others had not seen that this node lives when it ran out last. */
    Duration silent() {
        return silent;
    }

    /** Whether it has run out. */
    boolean isOver() {
        return over;
    }

    /** Whether it is a lone node's at present. */
    boolean isLong() {
        return longNow;
    }

    /** Nanoseconds until it runs out, if there is no further heartbeat; the given most when it has run out. */
    long untilOver(long now, long most) {
        if (!told || over) {
            return most;
        }
        return Math.max(0, Math.min(most, deadline - now));
    }

    private void choose(boolean alone, Heartbeat heard, long now) {
        if (alone) {
            wanted = lone;
        } else if (now - heard.atNanos() < length(company).toNanos() / 2) {
            wanted = company;
        }
    }

    /** The session length that whoever looks can have read: never more than what is acknowledged for certain. */
    private Duration session(Heartbeat heard) {
        boolean afterShort = !everShort || heard.atNanos() - shortSaidNanos > 0;
        Duration acknowledged = afterShort ? heard.session() : shorter(company, heard.session());
        return shorter(acknowledged, wanted);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
