package org.mosha.jmx.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.jmx.RemoteUser;

/** Picks what the log says of refusals: some of each user, or of strangers, in a while, and how many it leaves out. */
final class Refusals {
    /** How many of a user are told in a while. */
    static final int TOLD = 20;
    /** How long a while is. */
    static final Duration WHILE = Duration.ofMinutes(1);

    private static final int USERS = 1000;

    private final Map<String, Lately> byUser = new HashMap<>();

    private static final class Lately {
        private final long sinceNanos;
        private int count;

        private Lately(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    /** The lines of the log for one more refusal of a user: that one, what was left out before it, or none. */
    synchronized List<String> told(RemoteUser user, String refusal, long nowNanos) {
        return told(user.name(), "jmx (" + user + "): ", refusal, nowNanos);
    }

    /** The same for somebody of whom no user is known. */
    synchronized List<String> ofStranger(String refusal, long nowNanos) {
        return told("", "remote JMX: ", refusal, nowNanos);
    }

    private List<String> told(String name, String who, String refusal, long nowNanos) {
        List<String> lines = new ArrayList<>();
        Lately lately = byUser.get(name);
        if (lately == null || nowNanos - lately.sinceNanos >= WHILE.toNanos()) {
            if (lately != null && lately.count > TOLD) {
                lines.add(who + "refused " + (lately.count - TOLD) + " more, which were left out");
            }
            lately = begin(name, nowNanos);
        }
        lately.count++;
        if (lately.count <= TOLD) {
            lines.add(who + "refused: " + refusal);
        }
        if (lately.count == TOLD) {
            lines.add(who + "whatever else is refused is left out for " + WHILE.toSeconds() + " s");
        }
        return lines;
    }

    private Lately begin(String user, long nowNanos) {
        if (byUser.size() >= USERS) {
            byUser.clear();
        }
        Lately begun = new Lately(nowNanos);
        byUser.put(user, begun);
        return begun;
    }
}
