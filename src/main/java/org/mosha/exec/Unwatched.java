package org.mosha.exec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.mosha.linux.Libc;
import org.mosha.linux.ProcStat;
import org.mosha.model.RunId;

/** Deals with a command that was started but whose end nobody would see, because the daemon lacks the resources. */
final class Unwatched {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private Unwatched() {}

    /**
     * Kills and reaps what was started; as long as that cannot be seen, it looks again and again.
     *
     * @param marks the daemon's
     * @param run the run that it was started as
     * @return how many processes were killed
     */
    static int kill(Marks marks, RunId run) {
        while (true) {
            try {
                return tryKill(marks, run);
            } catch (CannotLook e) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private static int tryKill(Marks marks, RunId run) throws CannotLook {
        Proc proc = new Proc();
        List<ProcStat> found = new Census(proc, marks).of(marks.of(run.value()), 0, Long.MAX_VALUE);
        for (ProcStat stat : found) {
            proc.signal(stat, Libc.SIGKILL);
            if (stat.parent() == ProcessHandle.current().pid()) {
                Libc.waitpid(stat.pid(), new int[1], 0);
            }
        }
        return found.size();
    }
}
