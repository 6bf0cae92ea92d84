/**
 * What the cluster engines share: the operator's files on disk, how their edits are noticed and how they are
 * replaced. Each engine has a room of its own below. May import {@code model} and the ports of
 * {@code node}.
 */
package org.mosha.engine;
