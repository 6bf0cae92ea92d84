package org.mosha.engine.directory;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * The one token of a group, which is a file's name: {@code web@7} when it is free and its last epoch was 7,
 * {@code web@8@2@<incarnation>} when node 2 has it under epoch 8.
 *
 * @param group the group
 * @param epoch the epoch of its last claim; 0 before the first
 * @param owner who has it; empty when it is free
 */
record ClaimToken(GroupName group, long epoch, Optional<Owner> owner) {
    private static final Pattern NAME =
            Pattern.compile("(?<group>[A-Za-z0-9_.-]+)@(?<epoch>\\d{1,18})(@(?<node>\\d{1,9})@(?<life>[^@]+))?");

    /**
     * Who has a token.
     *
     * @param node the node
     * @param incarnation which life of its daemon
     */
    record Owner(NodeId node, String incarnation) {}

    /** The name of the file that is the token. */
    String name() {
        String free = group + "@" + epoch;
        return owner.map(o -> free + "@" + o.node() + "@" + URLEncoder.encode(o.incarnation(), StandardCharsets.UTF_8))
                .orElse(free);
    }

    /** The token that a claim makes of this one. */
    ClaimToken claimedBy(Owner next) {
        return new ClaimToken(group, epoch + 1, Optional.of(next));
    }

    /** The token that giving back makes of this one. */
    ClaimToken released() {
        return new ClaimToken(group, epoch, Optional.empty());
    }

    boolean isOf(Owner one) {
        return owner.equals(Optional.of(one));
    }

    /** Reads a file's name; empty when it is no token's. */
    static Optional<ClaimToken> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Optional<Owner> owner = parts.group("node") == null
                    ? Optional.empty()
                    : Optional.of(new Owner(
                            new NodeId(Integer.parseInt(parts.group("node"))),
                            URLDecoder.decode(parts.group("life"), StandardCharsets.UTF_8)));
            return Optional.of(
                    new ClaimToken(new GroupName(parts.group("group")), Long.parseLong(parts.group("epoch")), owner));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
