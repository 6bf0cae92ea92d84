package org.mosha.exec;

import org.mosha.linux.ProcStat;

/**
 * A process that an earlier life of the daemon left running.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since the boot; with the pid, this is its identity
 * @param name its command's name, as the kernel has it
 * @param run the run that it belongs to, as {@code incarnation.number}, which is for nobody else to know
 */
public record Leftover(int pid, long startTicks, String name, String run) {
    /**
     * Makes it of a look.
     *
     * @param stat the process
     * @param mark the run that it belongs to
     * @return the leftover
     */
    static Leftover of(ProcStat stat, Marks.Mark mark) {
        return new Leftover(stat.pid(), stat.startTicks(), stat.name(), mark.toString());
    }

    /** For logs: without the secret name of its life. */
    @Override
    public String toString() {
        return name + " (pid " + pid + ", run " + run.substring(run.lastIndexOf('.') + 1) + ")";
    }
}
