/**
 * What a node does next: facts about each group, one ordered list of rules, an action with its pace and its
 * <i>why</i>; placement and cycle time. Time, chance and everything that is
 * known come in as values, so the same code decides, simulates and explains. Entry class:
 * {@link org.mosha.decide.Planner}. May import {@code model}, {@code cluster} and {@code fence}: a
 * plan has its list of nodes to be shot, and whether a dead node's group may be taken hangs on what shooting it gave.
 */
package org.mosha.decide;
