package org.mosha.engine.zookeeper;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Picks what the log says of connections between peers that come to nothing for want of the secret: one of an address in
 * a while, with how many more there were, and of a few addresses only. Whoever can reach a port can make as many as he
 * likes. Safe for use by several threads.
 */
final class TurnedAway {
    /** How long a while is. */
    static final Duration WHILE = Duration.ofMinutes(1);

    /** How many addresses are told of in a while. */
    static final int ADDRESSES = 20;

    private static final class Lately {
        private final long sinceNanos;
        private int untold;

        private Lately(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Map<String, Lately> byAddress = new HashMap<>();

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
        return Optional.of(address + ": " + sentence + (more > 0 ? " (and " + more + " times since last told)" : ""));
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
