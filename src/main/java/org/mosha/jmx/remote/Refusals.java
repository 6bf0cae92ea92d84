package org.mosha.jmx.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.jmx.RemoteUser;

/**
 * Picks what the log says of refusals: some of each user, or of strangers, in a while, and how many it leaves out. What a
 * tool asks for again and again, as a JConsole that is left open does every few seconds, is told once in a longer time.
 */
final class Refusals {
    /** How many of a user are told in a while. */
    static final int TOLD = 20;
    /** How long a while is. */
    static final Duration WHILE = Duration.ofMinutes(1);

    /** How long the same is not told again. */
    static final Duration LONGER = Duration.ofHours(1);

    private static final int USERS = 1000;
    private static final int SENTENCES = 1000;

    private final Map<String, Lately> byUser = new HashMap<>();
    private final Map<Refusal, Lately> bySentence = new HashMap<>();

    private record Refusal(String user, String sentence) {}

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

    private List<String> told(String name, String who, String sentence, long nowNanos) {
        Refusal refusal = new Refusal(name, sentence);
        Lately same = bySentence.get(refusal);
        if (same != null && nowNanos - same.sinceNanos < LONGER.toNanos()) {
            same.count++;
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        Lately lately = byUser.get(name);
        if (lately == null || nowNanos - lately.sinceNanos >= WHILE.toNanos()) {
            if (lately != null && lately.count > TOLD) {
                lines.add(who + "refused " + (lately.count - TOLD) + " more, which were left out");
            }
            lately = begin(byUser, name, USERS, nowNanos);
        }
        lately.count++;
        if (lately.count <= TOLD) {
            String times = same == null || same.count == 0 ? "" : " " + (same.count + 1) + " times since last told";
            lines.add(who + "refused" + times + ": " + sentence);
            begin(bySentence, refusal, SENTENCES, nowNanos);
        }
        if (lately.count == TOLD) {
            lines.add(who + "whatever else is refused is left out for " + WHILE.toSeconds() + " s");
        }
        return lines;
    }

    private static <K> Lately begin(Map<K, Lately> all, K key, int most, long nowNanos) {
        if (all.size() >= most) {
            all.clear();
        }
        Lately begun = new Lately(nowNanos);
        all.put(key, begun);
        return begun;
    }
}
