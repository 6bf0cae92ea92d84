/**
 * Shoots nodes: runs the operator's fence command, or a fence agent with the node's own options, each in a session of
 * its own, and says what came of it; a success only when the method has confirmed it. Entry class: {@link
 * org.mosha.stomith.Stomith}. May import {@code node}'s ports, {@code config}, {@code model}
 * and {@code linux}.
 */
package org.mosha.stomith;
