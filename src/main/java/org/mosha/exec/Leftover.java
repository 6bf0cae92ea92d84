package org.mosha.exec;

import java.util.Optional;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.node.ProcessSpec.Stop;

/**
 * A process that an earlier life of the daemon left running.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since the boot; with the pid, this is its identity
 * @param name its command's name, as the kernel has it
 * @param run the run that it belongs to, as {@code incarnation.number}, which is for nobody else to know
 * @param stop how the run is to be stopped; empty when nobody has written that down
 */
public record Leftover(int pid, long startTicks, String name, String run, Optional<Stop> stop) {
    /**
     * Makes it of a look.
     *
     * @param stat the process
     * @param mark the run that it belongs to
     * @param stop how that is to be stopped
     * @return the leftover
     */
    static Leftover of(ProcStat stat, Marks.Mark mark, Optional<Stop> stop) {
        return new Leftover(stat.pid(), stat.startTicks(), stat.name(), mark.toString(), stop);
    }

    /** What asks it to end. */
    ProcessSignal signal() {
        return stop.map(Stop::signal).orElse(ProcessSignal.TERM);
    }

    /** For logs: without the secret name of its life. */
    @Override
    public String toString() {
        return name + " (pid " + pid + ", run " + run.substring(run.lastIndexOf('.') + 1) + ")";
    }
}
