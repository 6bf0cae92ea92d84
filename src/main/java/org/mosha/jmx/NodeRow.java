package org.mosha.jmx;

import org.mosha.node.MemberView;

/**
 * One node, as a line of a table.
 *
 * @param id its number
 * @param host its host name; empty when it is not known
 * @param up whether it is up
 * @param stale whether its status is older than the time-out
 * @param standby whether it keeps its groups stopped and takes none, or will when it comes up
 * @param groups how many groups it has
 * @param lastSeenMillis how long ago its status was last seen to change, in milliseconds
 */
public record NodeRow(
        int id, String host, boolean up, boolean stale, boolean standby, int groups, long lastSeenMillis) {
    static NodeRow of(MemberView view) {
        return new NodeRow(
                view.id().value(),
                view.host(),
                view.up(),
                view.stale(),
                view.standby(),
                view.groups(),
                view.lastSeenMillis());
    }
}
