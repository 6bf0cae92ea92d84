package org.mosha.node;

import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * One node of the cluster, as it is shown.
 *
 * @param id its number
 * @param host its host name; empty when it is not known
 * @param up whether it is up
 * @param stale whether its status is older than the time-out
 * @param standby whether it keeps its groups stopped and takes none, or will when it comes up
 * @param lastSeenMillis how long ago its status was last seen to change, in milliseconds
 * @param groups how many groups it has
 */
public record MemberView(
        NodeId id, String host, boolean up, boolean stale, boolean standby, long lastSeenMillis, int groups) {
    static MemberView of(Member member, ClusterView view, NodeSetup setup) {
        boolean self = member.id().equals(setup.self());
        return new MemberView(
                member.id(),
                self ? setup.host() : member.host(),
                self || member.up(),
                member.stale(),
                member.standby(),
                member.age().toMillis(),
                view.groupCount(member.id()));
    }
}
