package org.mosha.jmx;

import org.mosha.model.NodeId;
import org.mosha.node.GroupView;

/**
 * One group, as a line of a table.
 *
 * @param name its name
 * @param wanted its level in hactl
 * @param node the node that has it; 0 for none
 * @param level its level there; empty when it is not active anywhere
 * @param state its state there; empty when it is not active anywhere
 * @param running whether it is settled at the wanted level without a failure, and no entry on this node is paused
 * @param sinceMillis when it came to its present state, in milliseconds since 1970
 * @param since the same as ISO-8601 text
 * @param why one line: why it is where it is, or is nowhere
 */
public record GroupRow(
        String name,
        String wanted,
        int node,
        String level,
        String state,
        boolean running,
        long sinceMillis,
        String since,
        String why) {
    static GroupRow of(GroupView view) {
        return new GroupRow(
                view.name().value(),
                view.wanted().value(),
                view.node().map(NodeId::value).orElse(0),
                view.status().map(status -> status.level().value()).orElse(""),
                view.status().map(status -> status.state()).orElse(""),
                view.running(),
                view.sinceMillis(),
                Times.at(view.sinceMillis()),
                view.why());
    }
}
