package org.mosha.jmx;

/**
 * What one node says of one group, as a line of a table.
 *
 * @param group the group
 * @param node the node
 * @param level the group's level there
 * @param state its state there
 */
public record HastatRow(String group, int node, String level, String state) {}
