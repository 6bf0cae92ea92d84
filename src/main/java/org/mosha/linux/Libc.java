package org.mosha.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The calls of the C library that the JDK does not offer, as they are in section 2 and 3 of the manual. */
public final class Libc {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int ENOTDIR = 20;
    public static final int ERANGE = 34;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int IN_CLOEXEC = 0x80000;
    public static final int EPOLLIN = 1;
    public static final int EPOLL_CTL_ADD = 1;
    public static final int AF_UNIX = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SIGKILL = 9;
    public static final int SIGSTOP = 19;
    public static final int WNOHANG = 1;

    static {
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {}

    public static native int pipe2(int[] ends, int flags);

    public static native int open(byte[] path, int flags);

    public static native int close(int fd);

    public static native int ioctl(int fd, long request, int[] value);

    public static native int mkfifo(byte[] path, int mode);

    public static native long read(int fd, Memory buffer, long count);

    public static native long read(int fd, byte[] buffer, long count);

    public static native long write(int fd, byte[] bytes, long count);

    public static native int fchown(int fd, int uid, int gid);

    public static native int eventfd(int initial, int flags);

    public static native int epoll_create1(int flags);

    public static native int epoll_ctl(int epoll, int operation, int fd, Memory event);

    public static native int epoll_wait(int epoll, Memory events, int count, int timeoutMillis);

    public static native int inotify_init1(int flags);

    public static native int inotify_add_watch(int fd, byte[] path, int mask);

    public static native int inotify_rm_watch(int fd, int watch);

    public static native int kill(int pid, int signal);

    public static native int waitpid(int pid, int[] status, int options);

    public static native int geteuid();

    public static native int sched_getscheduler(int thread);

    public static native int sched_setscheduler(int thread, int policy, int[] priority);

    public static native int clock_gettime(int clock, long[] time);

    public static native int getpwnam_r(String name, Memory entry, Memory buffer, long size, PointerByReference result);

    public static native int sigemptyset(Memory set);

    public static native int sigaddset(Memory set, int signal);

    public static native int sigwait(Memory set, int[] signal);

    public static native int socket(int domain, int type, int protocol);

    public static native long sendto(int fd, byte[] bytes, long count, int flags, Memory address, int size);

    public static native int getsockname(int fd, byte[] address, int[] size);

    public static native int getpeername(int fd, byte[] address, int[] size);

    public static native int setsockopt(int fd, int level, int option, int[] value, int size);

    public static native Pointer strerror(int errno);

    /**
     * The error of this thread's last failed call.
     *
     * @return errno
     */
    public static int errno() {
        return Native.getLastError();
    }

    /**
     * Says what an error number means.
     *
     * @param errno the number
     * @return such as "Too many open files"
     */
    public static String reason(int errno) {
        return strerror(errno).getString(0);
    }
}
