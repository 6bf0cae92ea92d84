package org.mosha.node;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.init.ProcessReport;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;

/** For which entry the start of a group waits, and since when: nothing else is done with the group until it has ended. */
final class Awaited {
    private Map<RunId, Long> before = Map.of();
    private final Map<RunId, Long> now = new HashMap<>();

    /** A look at all groups begins. */
    void begin() {
        before = Map.copyOf(now);
        now.clear();
    }

    /**
     * The entry of a group that is waited for.
     *
     * @param own how the group stands on this node
     * @param processes its entries
     * @param nowMillis the time, in milliseconds since 1970
     * @return the entry with a note that says so; empty when its start waits for none, or it does not start
     */
    Optional<ProcessReport> find(Optional<GroupStatus> own, List<ProcessReport> processes, long nowMillis) {
        if (own.filter(status -> status.is(GroupState.STARTING)).isEmpty()) {
            return Optional.empty();
        }
        return processes.stream()
                .filter(process -> process.state() == ProcessState.RUNNING || process.state() == ProcessState.TESTING)
                .filter(process -> process.run().isPresent())
                .findFirst()
                .map(process -> process.withNote(note(process, nowMillis)));
    }

    private String note(ProcessReport process, long nowMillis) {
        RunId run = process.run().orElseThrow();
        long since = before.getOrDefault(run, nowMillis);
        now.put(run, since);
        return "is waited for since " + Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS)
                + process.entry()
                        .options()
                        .timeout()
                        .map(timeout -> ", at most " + text(timeout) + " (timeout=)")
                        .orElse(", however long it takes (no timeout=)");
    }

    private static String text(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
