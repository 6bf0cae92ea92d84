package org.mosha.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What follows from {@code session.timeout} with {@code engine=zookeeper}: how often things are looked at, when a node
 * is in doubt, and the bounds that come of it.
 *
 * <p>A node says at each {@link #beat} that it lives. When nothing that it has said for {@link #doubt} is acknowledged
 * by a majority, it stops its groups in order; at {@link #lease} its guard has killed them. The others end its
 * registration when they have seen nothing new of it for {@link #expulsion}, and take over then. Should the registration
 * end in another way, as the ensemble expires sessions, too, they do so only when they have themselves seen nothing new of the
 * node for {@link #silence}.
 *
 * @param session the session time-out
 */
public record EngineTimes(Duration session) {
    /** The shortest session that the engine can keep: below it, a tick would be shorter than a thread's waking up. */
    public static final Duration SHORTEST = Duration.ofMillis(500);

    /** What an election takes, from when the loss of the leader is noticed, on a machine that is not overloaded. */
    private static final Duration ELECTION = Duration.ofMillis(400);

    /** What the guard takes at most to kill everything, on a machine that is not overloaded. */
    private static final Duration KILLING = Duration.ofMillis(200);

    private static final Duration JOINING = Duration.ofSeconds(5);

    /** In how many ticks the peers notice that their leader is silent, of which they hear twice in each. */
    private static final int SYNC_LIMIT = 2;

    private static final int BEATS_PER_SESSION = 6;
    private static final int LEAST_PART = 8;
    private static final int HUNDRED = 100;

    /** Nobody waits longer than that for an answer. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(20);

    private static final int PATIENT_SESSIONS = 4;

    /**
     * The times by which nodes with different sessions judge each other.
     *
     * @param other another node's session
     * @return those of the longer session
     */
    public EngineTimes orLonger(Duration other) {
        return other.compareTo(session) > 0 ? new EngineTimes(other) : this;
    }

    /**
     * ZooKeeper's unit of time.
     *
     * @return 15 hundredths of the session
     */
    public Duration tick() {
        return hundredths(15);
    }

    /**
     * After how many ticks of silence the peers give their leader up.
     *
     * @return a number of ticks
     */
    public int syncLimit() {
        return SYNC_LIMIT;
    }

    /**
     * After how many ticks of silence the leader gives up one of the others, or its lead, when too many are silent: as
     * late as may be before its own node is in doubt.
     *
     * @return a number of ticks
     */
    public int leadersSyncLimit() {
        return 2 * SYNC_LIMIT;
    }

    /**
     * How many ticks a peer has to join its leader and take over what that one knows.
     *
     * @return a number of ticks
     */
    public int initLimit() {
        return (int) Math.max(SYNC_LIMIT, JOINING.dividedBy(tick()));
    }

    /**
     * How often a node says that it lives.
     *
     * @return a sixth of the session: each heartbeat costs every peer a dozen wakes, and fewer would leave the survivors of a
     *     leader's loss less time until they are in doubt
     */
    public Duration beat() {
        return Duration.ofNanos(session.toNanos() / BEATS_PER_SESSION);
    }

    /**
     * How long a node waits until it says so again. Nodes whose clocks agree say it at the same moments, so that what one
     * wakes in each peer does the work for all of them. Nothing hangs on it: with clocks that do not agree, or that jump,
     * each still says it as often.
     *
     * @param wall the time by this node's wall clock
     * @return until the next moment, an eighth of {@link #beat} at least, and nine eighths at most
     */
    public Duration untilBeat(Instant wall) {
        long beat = beat().toNanos();
        long sinceEpoch = TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano();
        long rest = beat - Math.floorMod(sinceEpoch, beat);
        // who woke a little early is not early for the next one
        return Duration.ofNanos(rest < beat / LEAST_PART ? rest + beat : rest);
    }

    /**
     * When a node that is not acknowledged stops its groups in order.
     *
     * @return 69 hundredths of the session, from when the last word that was acknowledged was said
     */
    public Duration doubt() {
        return hundredths(69);
    }

    /**
     * When everything of such a node is killed.
     *
     * @return three quarters of the session, from when the last word that was acknowledged was said
     */
    public Duration lease() {
        return hundredths(75);
    }

    /**
     * How long the others must have seen nothing new of a node until they end its registration.
     *
     * @return the whole session, and not less than it takes until everything of it is killed, from when they saw its last
     *     word
     */
    public Duration expulsion() {
        return longer(session, quietBound());
    }

    /**
     * How long the others must have seen nothing new of a node whose session has expired.
     *
     * @return seven eighths of the session, and not less than it takes until everything of it is killed, from when they
     *     saw its last word
     */
    public Duration silence() {
        return longer(session.multipliedBy(7).dividedBy(8), quietBound());
    }

    /**
     * How long the ensemble may be out of reach until nobody who asks for something waits for it any more.
     *
     * @return four sessions, at most 20 s
     */
    public Duration patience() {
        Duration sessions = session.multipliedBy(PATIENT_SESSIONS);
        return sessions.compareTo(LONGEST_PATIENCE) < 0 ? sessions : LONGEST_PATIENCE;
    }

    /**
     * Until when a node that is cut off has killed everything, at the latest.
     *
     * @return from when it is cut off
     */
    public Duration quietBound() {
        return lease().plus(KILLING);
    }

    /**
     * Until when the groups of a lost node may be started elsewhere, at the latest, when the ensemble keeps its leader.
     *
     * @return from when the node is lost, without what the groups' own commands take
     */
    public Duration takeoverBound() {
        return expulsion().plus(beat());
    }

    /**
     * The same, when the lost node's peer has led the ensemble: its last word may be known to the others only when they
     * have elected another leader. Mostly it is known at once, and the bound is the same as that of any node.
     *
     * @return from when the node is lost, without what the groups' own commands take
     */
    public Duration takeoverBoundOfLeader() {
        return noticed().plus(ELECTION).plus(takeoverBound());
    }

    /**
     * Tells what is wrong with the session time-out: the other nodes must get over the loss of the leader without
     * stopping their own groups.
     *
     * @return a sentence; empty when nothing is wrong
     */
    public Optional<String> flaw() {
        Duration gap = noticed().plus(ELECTION).plus(beat());
        if (gap.compareTo(doubt()) <= 0) {
            return Optional.empty();
        }
        return Optional.of("at " + session.toMillis() + " ms the loss of the leading peer may take " + gap.toMillis()
                + " ms, while the other nodes' groups are stopped after " + doubt().toMillis()
                + " ms: expected 1800 ms or more");
    }

    /**
     * The bounds in one line.
     *
     * @return a sentence for people
     */
    public String bounds() {
        return "a node that is cut off has stopped everything after " + seconds(quietBound())
                + "; its groups may start elsewhere after " + seconds(takeoverBound()) + ", or "
                + seconds(takeoverBoundOfLeader()) + " at most when its peer has led the ensemble";
    }

    /**
     * The bounds in one line where the ensemble is an external one, whose elections take as long as it is set up for.
     *
     * @return a sentence for people
     */
    public String boundsOfExternal() {
        return "a node that is cut off has stopped everything after " + seconds(quietBound())
                + "; its groups may start elsewhere after " + seconds(takeoverBound())
                + ", while the ensemble answers; all groups stop when it does not for more than "
                + seconds(doubt().minus(beat())) + ", as between two leaders (its tickTime and syncLimit)";
    }

    /** {@link Duration} itself counts in decimal numbers, which is worth avoiding where it is asked for all the time. */
    private Duration hundredths(int part) {
        return Duration.ofNanos(Math.multiplyExact(session.toNanos() / HUNDRED, part));
    }

    private Duration noticed() {
        return tick().multipliedBy(SYNC_LIMIT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
