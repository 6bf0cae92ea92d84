/**
 * What a node knows of its cluster, and the rules for whether it may act on it: members and the consolidated
 * status, quorum, freshness, claims and when they may be taken over. Values in, values out. Entry class:
 * {@link org.mosha.cluster.ClusterView}. May import {@code model}.
 */
package org.mosha.cluster;
