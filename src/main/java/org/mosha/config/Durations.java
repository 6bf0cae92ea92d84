package org.mosha.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 500ms}, {@code 1.5m}, {@code 1h}, or a bare number. */
public final class Durations {
    /** The longest that is taken: a day. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** The shortest that is taken: what the edges can express. */
    public static final Duration SHORTEST = Duration.ofMillis(1);

    /** How a sentence describes the forms, but for the bare number. */
    static final String FORMS = "a duration such as 30s, 500ms, 2m or 1h";

    /** The same with its bounds. */
    static final String EXPECTED = FORMS + ", from 1ms to 24h";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)?");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text a number, decimals allowed, and a unit: {@code ms}, {@code s}, {@code m}, {@code h} or none
     * @param bareUnit what a number without a unit counts
     * @return the duration, from 1 ms to 24 h, or empty when the text is none
     */
    public static Optional<Duration> parse(String text, ChronoUnit bareUnit) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal unitNanos =
                BigDecimal.valueOf(unit(form.group(2), bareUnit).getDuration().toNanos());
        BigDecimal nanos = new BigDecimal(form.group(1)).multiply(unitNanos).setScale(0, RoundingMode.HALF_UP);
        boolean inRange = nanos.compareTo(BigDecimal.valueOf(SHORTEST.toNanos())) >= 0
                && nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) <= 0;
        return inRange ? Optional.of(Duration.ofNanos(nanos.longValueExact())) : Optional.empty();
    }

    /**
     * A duration that another daemon has taken from its settings, and says: nobody is to wait for ever, or to fail, for
     * what was damaged on the way.
     *
     * @param millis what it says, in milliseconds
     * @return the duration; zero for what is negative, and at most {@link #LONGEST}
     */
    public static Duration bounded(long millis) {
        return Duration.ofMillis(Math.max(0, Math.min(millis, LONGEST.toMillis())));
    }

    private static ChronoUnit unit(String name, ChronoUnit bareUnit) {
        if (name == null) {
            return bareUnit;
        }
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
