/**
 * The daemon's own JMX connector: sockets with limits, logins, and a guard that lets through what a role may do and
 * nothing else. Entry class: {@link org.mosha.jmx.remote.RemoteJmx}. May import {@code jmx}, {@code config} and what
 * those may.
 */
package org.mosha.jmx.remote;
