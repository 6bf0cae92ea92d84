package org.mosha.cli;

import org.mosha.trust.Authority;
import picocli.CommandLine.Option;

/** For how long keys are made. */
final class KeyDays {
    private static final int TWO_YEARS = 730;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "For how many days the nodes' keys are good, 1 to 3650. Default: 730.")
    private int days = TWO_YEARS;

    int days() throws Failure {
        if (days < 1 || days > Authority.DAYS) {
            throw new Failure(Failure.USAGE, "--days " + days + ": expected 1 to " + Authority.DAYS);
        }
        return days;
    }
}
