package org.mosha.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * When this node last saw another node's status change, on its own monotonic clock. The other's clock is never
 * asked, since clocks differ and jump; only at the first look is the file's age taken, as there is nothing else.
 *
 * @param mark what tells one version of the status from the next: a heartbeat's number, or time and content
 * @param changedAt when it was last seen to change; negative when that was before this node's clock began
 */
public record Freshness(String mark, Duration changedAt) {
    /** Refuses nulls. */
    public Freshness {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /**
     * The first look at a status.
     *
     * @param mark the version that is there
     * @param now this node's monotonic time
     * @param fileAge how old the file seems by the wall clocks; a negative age counts as none
     * @return its freshness
     */
    public static Freshness first(String mark, Duration now, Duration fileAge) {
        return new Freshness(mark, fileAge.isNegative() ? now : now.minus(fileAge));
    }

    /**
     * A later look.
     *
     * @param seen the version that is there now
     * @param now this node's monotonic time
     * @return changed now when the version is another one, else as before
     */
    public Freshness look(String seen, Duration now) {
        return seen.equals(mark) ? this : new Freshness(seen, now);
    }

    /**
     * Tells how long ago it changed.
     *
     * @param now this node's monotonic time
     * @return its age, never negative
     */
    public Duration age(Duration now) {
        Duration age = now.minus(changedAt);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /**
     * The rule for a stale status.
     *
     * @param age how long ago it changed
     * @param timeout how old it may become
     * @return true when it is older than that
     */
    public static boolean isStale(Duration age, Duration timeout) {
        return age.compareTo(timeout) > 0;
    }
}
