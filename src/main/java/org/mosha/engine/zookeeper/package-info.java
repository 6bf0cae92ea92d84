/**
 * The cluster engine on Apache ZooKeeper: a peer in each daemon, or an ensemble of its own. Entry class:
 * {@link org.mosha.engine.zookeeper.ZooKeeperEngine}. May import {@code model}, {@code config}, {@code cluster}, {@code
 * trust}, {@code linux}, the ports of {@code node} and what the engines share.
 */
package org.mosha.engine.zookeeper;
