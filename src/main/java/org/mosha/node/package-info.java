/**
 * The loop that makes a node: it takes events from its inbox, decides, and has the effects done through its
 * ports, which the adapters implement; it publishes a snapshot that everybody else reads. Entry class:
 * {@link org.mosha.node.NodeControl} for those who look at it. May import the core rooms: {@code model},
 * {@code config}, {@code init}, {@code cluster}, {@code decide}, {@code fence}.
 */
package org.mosha.node;
