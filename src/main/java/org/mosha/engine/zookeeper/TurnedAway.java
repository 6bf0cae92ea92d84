package org.mosha.engine.zookeeper;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Picks what the log says of connections between peers that come to nothing for want of the secret or a key: one of an
 * address in a while, with how many more there were, and of a few addresses only. Whoever can reach a port can make as
 * many as he likes. Safe for use by several threads.
 */
final class TurnedAway {
    /** How long a while is. */
    static final Duration WHILE = Duration.ofMinutes(1);

    /** How many addresses are told of in a while. */
    static final int ADDRESSES = 20;

    /** How many handshakes in a row break before that is told: peers that look for each other give up some. */
    static final int IN_A_ROW = 5;

    private static final class Lately {
        private final long sinceNanos;
        private int untold;

        private Lately(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Map<String, Lately> byAddress = new HashMap<>();
    private final Map<String, Integer> broken = new LinkedHashMap<>();

    /**
     * What is to be said of one more.
     *
     * @param other the other end
     * @param sentence what has happened
     * @param nowNanos the time on a monotonic clock
     * @return the line of the log; empty when it is only counted, or left out
     */
    synchronized Optional<String> told(SocketAddress other, String sentence, long nowNanos) {
        String address = host(other);
        return told(address, address + ": " + sentence, nowNanos);
    }

    /**
     * What is to be said of one more that has broken in the midst of a handshake: nothing, unless it is one of many without
     * a good one between them. One that does not take the other's key says so, but not all that it says arrives.
     *
     * @param other the other end
     * @param why what has broken it
     * @param nowNanos the time on a monotonic clock
     * @return the line of the log; empty when it is only counted, or left out
     */
    synchronized Optional<String> brokenOff(SocketAddress other, String why, long nowNanos) {
        String address = host(other);
        int inARow = broken.merge(address, 1, Integer::sum);
        if (broken.size() > ADDRESSES) {
            broken.remove(broken.keySet().iterator().next());
        }
        // beside what it is told of otherwise, which it must not keep from being told
        return inARow < IN_A_ROW
                ? Optional.empty()
                : told(
                        address + " (broken off)",
                        address + ": " + IN_A_ROW
                                + " connections or more in a row broke in the midst of the handshake with this node's"
                                + " peer, maybe as the two do not know each other by their keys, the last one with: "
                                + why,
                        nowNanos);
    }

    /**
     * A connection that has come to something.
     *
     * @param other the other end
     */
    synchronized void letIn(SocketAddress other) {
        broken.remove(host(other));
    }

    private Optional<String> told(String address, String line, long nowNanos) {
        Lately lately = byAddress.get(address);
        if (lately != null && !isOver(lately, nowNanos)) {
            lately.untold++;
            return Optional.empty();
        }
        if (lately == null && isFull(nowNanos)) {
            return Optional.empty();
        }
        byAddress.put(address, new Lately(nowNanos));
        int more = lately == null ? 0 : lately.untold;
        return Optional.of(line + (more > 0 ? " (and " + more + " times since last told)" : ""));
    }

    private boolean isFull(long nowNanos) {
        if (byAddress.size() >= ADDRESSES) {
            byAddress.values().removeIf(lately -> isOver(lately, nowNanos));
        }
        return byAddress.size() >= ADDRESSES;
    }

    private static boolean isOver(Lately lately, long nowNanos) {
        return nowNanos - lately.sinceNanos >= WHILE.toNanos();
    }

    /** Without the port, which is another one each time. */
    private static String host(SocketAddress other) {
        return other instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(other);
    }
}
