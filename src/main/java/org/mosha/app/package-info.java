/** The wiring and {@code main}; nothing else. Entry class: {@link org.mosha.app.Main}. May import everything. */
package org.mosha.app;
