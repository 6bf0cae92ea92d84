/**
 * The vocabulary: ids, states and statuses as immutable values, with the text formats in which nodes
 * exchange them. Entry class: {@link org.mosha.model.ClStat}. Imports the JDK only.
 */
package org.mosha.model;
