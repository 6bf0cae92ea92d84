package org.mosha.exec;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The calls of the C library that the JDK does not offer, as they are in section 2 and 3 of the manual. */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ERANGE = 34;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int EPOLLIN = 1;
    static final int EPOLL_CTL_ADD = 1;
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SIGKILL = 9;
    static final int WNOHANG = 1;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int pipe2(int[] ends, int flags);

    static native int open(byte[] path, int flags);

    static native int close(int fd);

    static native int ioctl(int fd, long request, int[] value);

    static native int mkfifo(byte[] path, int mode);

    static native long read(int fd, Memory buffer, long count);

    static native long read(int fd, byte[] buffer, long count);

    static native long write(int fd, byte[] bytes, long count);

    static native int fchown(int fd, int uid, int gid);

    static native int eventfd(int initial, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int fd, Memory event);

    static native int epoll_wait(int epoll, Memory events, int count, int timeoutMillis);

    static native int kill(int pid, int signal);

    static native int waitpid(int pid, int[] status, int options);

    static native int geteuid();

    static native int sched_getscheduler(int thread);

    static native int sched_setscheduler(int thread, int policy, int[] priority);

    static native int clock_gettime(int clock, long[] time);

    static native int getpwnam_r(String name, Memory entry, Memory buffer, long size, PointerByReference result);

    static native int sigemptyset(Memory set);

    static native int sigaddset(Memory set, int signal);

    static native int sigwait(Memory set, int[] signal);

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, Memory address, int size);

    static native long sendto(int fd, byte[] bytes, long count, int flags, Memory address, int size);

    static native Pointer strerror(int errno);

    /**
     * The error of this thread's last failed call.
     *
     * @return errno
     */
    static int errno() {
        return Native.getLastError();
    }

    /**
     * Says what an error number means.
     *
     * @param errno the number
     * @return such as "Too many open files"
     */
    static String reason(int errno) {
        return strerror(errno).getString(0);
    }
}
