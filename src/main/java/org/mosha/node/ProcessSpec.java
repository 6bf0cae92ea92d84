package org.mosha.node;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mosha.model.GroupName;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Tag;

/**
 * A command to be run.
 *
 * @param run the number under which its life is reported
 * @param group the group it belongs to
 * @param tag the cltab entry it comes from
 * @param command what {@code /bin/sh -c} gets
 * @param environment what is added to the daemon's environment
 * @param user the user to run it as; empty for the daemon's own
 * @param dir the directory to run it in; empty for the daemon's own
 * @param envFile a file of {@code NAME=value} lines, read at each start; empty for none
 * @param stop how it is to be stopped; empty when its entry says nothing about that
 */
public record ProcessSpec(
        RunId run,
        GroupName group,
        Tag tag,
        String command,
        Map<String, String> environment,
        Optional<String> user,
        Optional<String> dir,
        Optional<String> envFile,
        Optional<Stop> stop) {
    /**
     * How a command is to be stopped.
     *
     * @param signal the signal that asks it to end
     * @param patience how long it may take to end by itself
     */
    public record Stop(ProcessSignal signal, Duration patience) {
        /** Refuses nulls. */
        public Stop {
            Objects.requireNonNull(signal, "signal");
            Objects.requireNonNull(patience, "patience");
        }
    }

    /** Copies the map. */
    public ProcessSpec {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(command, "command");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(stop, "stop");
    }
}
