/**
 * The command {@code mosha}: one small class a verb. A verb talks to a daemon only through JMX, and finds the
 * local one by its pid file. Entry class: {@link org.mosha.cli.MoshaCommand}. May import the {@code jmx}
 * interfaces and rows, {@code config}, {@code trust}, {@code linux}, {@code model}.
 */
package org.mosha.cli;
