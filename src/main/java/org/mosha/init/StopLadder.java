package org.mosha.init;

import java.time.Duration;
import java.util.List;
import org.mosha.config.ModeOptions;
import org.mosha.model.ProcessSignal;

/**
 * The steps in which an entry is stopped, each a signal and how long to wait after it.
 *
 * @param steps at least one; the last is SIGKILL
 */
public record StopLadder(List<Step> steps) {
    /** How long after a SIGKILL an entry counts as blocked, and how often SIGKILL is tried again then. */
    static final Duration AFTER_KILL = Duration.ofSeconds(5);

    /** The original's delays: SIGINT at once, SIGTERM after 5 s, SIGKILL after another 10 s. */
    private static final Duration AFTER_INT = Duration.ofSeconds(5);

    private static final Duration AFTER_TERM = Duration.ofSeconds(10);

    /** How long an entry has to end by itself that says nothing about that. */
    public static final Duration USUAL = AFTER_INT.plus(AFTER_TERM);

    /**
     * A step.
     *
     * @param signal what is sent
     * @param pause how long to wait for the end after it
     */
    public record Step(ProcessSignal signal, Duration pause) {}

    /** Copies the list. */
    public StopLadder {
        steps = List.copyOf(steps);
    }

    /**
     * The ladder of an entry. Without options it is the original's. {@code stop-timeout} is the time until
     * SIGKILL, of which SIGINT has a third as in the original; {@code stop-signal} replaces both signals.
     *
     * @param options the entry's mode options
     * @return its ladder
     */
    public static StopLadder of(ModeOptions options) {
        Step kill = new Step(ProcessSignal.KILL, AFTER_KILL);
        Duration all = options.stopTimeout().orElse(USUAL);
        if (options.stopSignal().isPresent()) {
            return new StopLadder(List.of(new Step(options.stopSignal().get(), all), kill));
        }
        Duration first = all.dividedBy(3);
        return new StopLadder(
                List.of(new Step(ProcessSignal.INT, first), new Step(ProcessSignal.TERM, all.minus(first)), kill));
    }

    /**
     * How long the ladder takes until an entry that resists counts as blocked.
     *
     * @return the sum of the waits
     */
    public Duration total() {
        return steps.stream().map(Step::pause).reduce(Duration.ZERO, Duration::plus);
    }
}
