package org.mosha.stomith;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;

/** Everything that a command has started: its session, with all process groups in it, and its descendants. */
final class Session {
    private static final int MOST_ROUNDS = 100;
    private static final long REAPED_WITHIN_MILLIS = 1000;

    private Session() {}

    /**
     * Kills a command that has not ended, and all that it has started, with SIGKILL.
     *
     * @param leader its main process
     */
    static void kill(Process leader) {
        int session = (int) leader.pid();
        if (leader.isAlive()) {
            // stopped, it neither goes on with its next step nor is reaped: its pid stays the session's number
            Libc.kill(session, Libc.SIGSTOP);
            Set<Long> killed = new HashSet<>(Set.of(leader.pid()));
            List<Long> found = others(leader, killed);
            for (int round = 0; !found.isEmpty() && round < MOST_ROUNDS; round++) {
                found.forEach(pid -> Libc.kill(pid.intValue(), Libc.SIGKILL));
                killed.addAll(found);
                found = others(leader, killed);
            }
            Libc.kill(session, Libc.SIGKILL);
        }
        reap(leader);
    }

    private static List<Long> others(Process leader, Set<Long> known) {
        int session = (int) leader.pid();
        Stream<Long> members = ProcessHandle.allProcesses().map(ProcessHandle::pid);
        Stream<Long> descendants = leader.descendants().map(ProcessHandle::pid);
        return Stream.concat(descendants, members.filter(pid -> sessionOf(pid) == session))
                .filter(pid -> !known.contains(pid))
                .distinct()
                .toList();
    }

    private static void reap(Process leader) {
        try {
            leader.waitFor(REAPED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int sessionOf(long pid) {
        try {
            return ProcStat.read(pid).map(ProcStat::session).orElse(-1);
        } catch (IOException e) {
            // gone meanwhile
            return -1;
        }
    }
}
