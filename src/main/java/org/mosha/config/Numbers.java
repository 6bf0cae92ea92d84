package org.mosha.config;

import java.util.Optional;
import java.util.regex.Pattern;
import org.mosha.model.NodeId;

/** Numbers as users write them, without exceptions. */
final class Numbers {
    private static final int MOST_PORT = 65_535;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}");

    private Numbers() {}

    /** Reads a node number: 1 or more. */
    static Optional<NodeId> node(String text) {
        return whole(text, 1, Integer.MAX_VALUE).map(NodeId::new);
    }

    /** Reads the number of a port. */
    static Optional<Integer> port(String text) {
        return whole(text, 1, MOST_PORT);
    }

    /** Reads a whole number within bounds, both included. */
    static Optional<Integer> whole(String text, int least, int most) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(text)).filter(n -> n >= least && n <= most);
    }

    /** Reads a decimal number that is not negative. */
    static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }
}
