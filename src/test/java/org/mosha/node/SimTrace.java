package org.mosha.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has happened: the last lines for people, and a hash over all of them. */
final class SimTrace {
    private static final int KEPT = 50;

    private record Line(long at, int node, String what) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%10.4f s  node %d  %s", at / 1e9, node, what);
        }
    }

    private final Deque<Line> last = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;

    void add(long at, int node, String what) {
        if (last.size() == KEPT) {
            last.remove();
        }
        last.add(new Line(at, node, what));
        mix(at);
        mix(node);
        mix(what.hashCode());
    }

    long hash() {
        return hash;
    }

    String tail() {
        return last.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }

    private void mix(long bits) {
        hash = (hash ^ bits) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }
}
