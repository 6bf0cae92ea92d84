package org.mosha.engine.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mosha.model.NodeId;

/**
 * What a claim's znode holds: {@code 8 2 life} when node 2 has it under epoch 8, {@code 8} when it is free and its last
 * epoch was 8.
 *
 * @param epoch the epoch of its last claim
 * @param owner who has it; empty when it is free
 */
record ClaimToken(long epoch, Optional<Owner> owner) {
    /**
     * Who has a claim.
     *
     * @param node the node
     * @param incarnation which life of its daemon
     */
    record Owner(NodeId node, String incarnation) {}

    byte[] format() {
        String text =
                epoch + owner.map(o -> " " + o.node() + " " + o.incarnation()).orElse("");
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads it; empty when it is something else. */
    static Optional<ClaimToken> parse(byte[] data) {
        String[] words = new String(data, StandardCharsets.US_ASCII).split(" ", -1);
        try {
            long epoch = Long.parseLong(words[0]);
            if (epoch < 1 || words.length != 1 && words.length != 3) {
                return Optional.empty();
            }
            return Optional.of(new ClaimToken(
                    epoch,
                    words.length == 1
                            ? Optional.empty()
                            : Optional.of(new Owner(new NodeId(Integer.parseInt(words[1])), words[2]))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isOf(Owner one) {
        return owner.equals(Optional.of(one));
    }

    ClaimToken released() {
        return new ClaimToken(epoch, Optional.empty());
    }
}
