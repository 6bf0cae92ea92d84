/**
 * Wires the rooms together and is the only place that ends the process. Entry class: {@link org.mosha.app.Main}.
 * May import everything.
 */
package org.mosha.app;
