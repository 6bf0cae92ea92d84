/**
 * The cluster engine on a shared directory: each node's files lie beside each other on any shared filesystem, as the
 * original has it. Entry class: {@link org.mosha.engine.directory.DirectoryEngine}. May import {@code engine},
 * {@code cluster}, {@code config}, {@code model}, {@code linux} and the ports of {@code node}.
 */
package org.mosha.engine.directory;
