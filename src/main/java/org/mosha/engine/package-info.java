/**
 * What the cluster engines share: the operator's files on disk, how their edits are noticed and how they are
 * replaced. Each engine has a room of its own below. May import {@code model}, the ports of
 * {@code node} and {@code linux}.
 */
package org.mosha.engine;
