/**
 * What Linux shows of processes and lends to programs, as values and calls of several rooms: {@code /proc/PID/stat},
 * the signals that a thread does not get, this boot's name, options of TCP sockets, whether output goes to the
 * journal, the C library. It decides nothing: what counts as alive, or what a look that failed means, is its callers'
 * to say. Entry classes: {@link org.mosha.linux.ProcStat}, {@link org.mosha.linux.OwnSockets}, {@link
 * org.mosha.linux.Libc}. May import no other room.
 */
package org.mosha.linux;
