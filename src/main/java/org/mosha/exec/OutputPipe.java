package org.mosha.exec;

import java.io.File;
import org.mosha.linux.Libc;

/** One pipe from a command to the daemon, before the daemon reads it. */
final class OutputPipe implements AutoCloseable {
    private int readEnd;
    private int writeEnd;

    /**
     * Makes a pipe, of which no other command that is started meanwhile gets an end.
     *
     * @throws CannotSpawn when there are too many open files
     */
    OutputPipe() throws CannotSpawn {
        int[] ends = new int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC | Libc.O_NONBLOCK) != 0) {
            throw new CannotSpawn("cannot make a pipe for its output: " + Libc.reason(Libc.errno()));
        }
        readEnd = ends[0];
        writeEnd = ends[1];
    }

    /**
     * Lets a user's commands open their output by its name, {@code /dev/stderr}.
     *
     * @param account the user
     */
    void giveTo(UserAccount account) {
        // only a courtesy: what the command inherits works without it
        Libc.fchown(writeEnd, account.uid(), account.gid());
    }

    /**
     * The write end as a file: opening it anew gives an end that blocks, as a command expects.
     *
     * @return a name that is valid in this process until this pipe is closed
     */
    File writeEnd() {
        return new File("/proc/self/fd/" + writeEnd);
    }

    /**
     * Takes the read end out: from now on the caller has to close it.
     *
     * @return its file descriptor, which does not block
     */
    int takeReadEnd() {
        int taken = readEnd;
        readEnd = -1;
        return taken;
    }

    @Override
    public void close() {
        if (readEnd >= 0) {
            Libc.close(readEnd);
            readEnd = -1;
        }
        if (writeEnd >= 0) {
            Libc.close(writeEnd);
            writeEnd = -1;
        }
    }
}
