/**
 * What the operator writes: {@code cltab}, {@code hactl} and the settings. Each parser returns a value and
 * all its {@link org.mosha.config.Problem}s; nothing here reads files, logs or throws on bad input. Entry
 * class: {@link org.mosha.config.Cltab}. May import {@code model}.
 */
package org.mosha.config;
