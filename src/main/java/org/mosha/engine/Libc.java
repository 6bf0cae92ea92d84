package org.mosha.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The calls of the C library for inotify(7), as they are in section 2 of the manual. */
final class Libc {
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENOTDIR = 20;
    static final int IN_CLOEXEC = 0x80000;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int inotify_init1(int flags);

    static native int inotify_add_watch(int fd, byte[] path, int mask);

    static native int inotify_rm_watch(int fd, int watch);

    static native long read(int fd, Memory buffer, long count);

    static native int close(int fd);

    static native Pointer strerror(int errno);

    /**
     * Says why this thread's last call failed.
     *
     * @return such as "No space left on device"
     */
    static String reason() {
        return strerror(errno()).getString(0);
    }

    static int errno() {
        return Native.getLastError();
    }
}
