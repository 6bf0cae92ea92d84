package org.mosha.exec;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.mosha.linux.Libc;

/**
 * The calls of the C library that start a process and tell its end: those of glibc 2.36 and Linux 5.3, or newer. Apart
 * from {@link Libc}, since an older library cannot even load this class.
 */
final class LibcSpawn {
    static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    static final short POSIX_SPAWN_SETSID = 0x80;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;

    static {
        Native.register(LibcSpawn.class, NativeLibrary.getProcess());
    }

    private LibcSpawn() {}

    static native int posix_spawn(
            Memory pid, byte[] path, Memory actions, Memory attributes, Memory arguments, Memory environment);

    static native int posix_spawnattr_init(Memory attributes);

    static native int posix_spawnattr_setflags(Memory attributes, short flags);

    static native int posix_spawnattr_setsigmask(Memory attributes, Memory set);

    static native int posix_spawnattr_setsigdefault(Memory attributes, Memory set);

    static native int posix_spawn_file_actions_init(Memory actions);

    static native int posix_spawn_file_actions_destroy(Memory actions);

    static native int posix_spawn_file_actions_addopen(Memory actions, int fd, byte[] path, int flags, int mode);

    static native int posix_spawn_file_actions_adddup2(Memory actions, int fd, int newFd);

    static native int posix_spawn_file_actions_addchdir_np(Memory actions, byte[] path);

    static native int posix_spawn_file_actions_addclosefrom_np(Memory actions, int from);

    static native int sigfillset(Memory set);

    static native int pidfd_open(int pid, int flags);
}
