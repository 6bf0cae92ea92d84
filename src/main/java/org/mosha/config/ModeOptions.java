package org.mosha.config;

import java.time.Duration;
import java.util.Optional;
import org.mosha.model.ProcessSignal;

/**
 * The options after a mode's slash: {@code respawn/user=www,stop-timeout=30s}.
 *
 * @param user the user that the command runs as
 * @param dir the directory that it runs in, an absolute path
 * @param envFile a file of {@code NAME=value} lines that are added to its environment, an absolute path
 * @param stopSignal the signal that asks it to end, instead of the ladder SIGINT, SIGTERM
 * @param stopTimeout how long it has to end before SIGKILL
 * @param timeout how long a {@code wait} or {@code test} entry may run
 */
public record ModeOptions(
        Optional<String> user,
        Optional<String> dir,
        Optional<String> envFile,
        Optional<ProcessSignal> stopSignal,
        Optional<Duration> stopTimeout,
        Optional<Duration> timeout) {
    /** No options. */
    public static final ModeOptions NONE = new ModeOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
