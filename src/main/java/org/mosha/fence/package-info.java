/**
 * Which nodes to shoot, what came of it, and when that counts as proof that a node is off. Decides only; it shoots
 * nobody. Entry class: {@link org.mosha.fence.StomithList}. May import {@code model} and {@code cluster}.
 */
package org.mosha.fence;
