package org.mosha.stomith;

import com.sun.jna.Memory;
import com.sun.jna.Native;

/** The calls of the C library that the JDK does not offer, as they are in section 2 of the manual. */
final class Libc {
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int SIGKILL = 9;
    static final int SIGSTOP = 19;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int pipe2(int[] ends, int flags);

    static native int close(int fd);

    static native long read(int fd, Memory buffer, long count);

    static native int kill(int pid, int signal);
}
