/**
 * Runs commands: starts them through Commons Exec in a session of their own, reads their output, sees them
 * end, signals them and knows when nothing of them lives any more; finds what an earlier daemon left behind;
 * and holds the daemon's own dealings with the system around it (signals, systemd). Entry class: {@link
 * org.mosha.exec.ExecProcesses}. May import {@code node}'s ports, {@code model} and
 * {@code linux}.
 */
package org.mosha.exec;
