package org.mosha.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;

/** Does away with what a dead daemon has left, in the place of the next one. */
@FunctionalInterface
public interface Undertaker {
    /**
     * Stops every process that a dead daemon has left, as the next daemon would before it starts anything, and then
     * removes its pid file.
     *
     * @param settings the daemon's; they may have errors
     * @param told takes what is found to be running, in a sentence, before it is stopped
     * @return why something may be left, in a sentence; empty when nothing is
     */
    Optional<String> bury(Parsed<Settings> settings, Consumer<String> told);
}
