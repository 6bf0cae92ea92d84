package org.mosha.exec;

import java.util.List;
import org.mosha.model.RunId;

/** Deals with a command that was started but whose end nobody would see, because the daemon lacks the resources. */
final class Unwatched {
    private Unwatched() {}

    /**
     * Kills and reaps what was started.
     *
     * @param marks the daemon's
     * @param run the run that it was started as
     * @return how many processes were killed
     */
    static int kill(Marks marks, RunId run) {
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
