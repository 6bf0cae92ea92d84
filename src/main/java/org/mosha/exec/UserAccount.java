package org.mosha.exec;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.mosha.linux.Libc;

/**
 * A user of this machine.
 *
 * @param name the login name
 * @param uid the user's number
 * @param gid the number of the user's own group
 * @param home the home directory
 */
record UserAccount(String name, int uid, int gid, String home) {
    // struct passwd: two pointers, uid and gid, three pointers
    private static final long UID = 2L * Native.POINTER_SIZE;
    private static final long GID = UID + 4;
    private static final long HOME = GID + 4 + Native.POINTER_SIZE;
    private static final long ENTRY_SIZE = HOME + 2L * Native.POINTER_SIZE;
    private static final int FIRST_SIZE = 4 * 1024;
    private static final int LARGEST = 1024 * 1024;

    /**
     * Looks a user up, wherever the machine has its users from; may take as long as that takes.
     *
     * @param name the login name
     * @return the user
     * @throws CannotSpawn when there is none of that name
     */
    static UserAccount find(String name) throws CannotSpawn {
        for (int size = FIRST_SIZE; ; size *= 4) {
            try (Memory entry = new Memory(ENTRY_SIZE);
                    Memory buffer = new Memory(size)) {
                PointerByReference result = new PointerByReference();
                int error = Libc.getpwnam_r(name, entry, buffer, size, result);
                if (result.getValue() != null) {
                    Pointer home = entry.getPointer(HOME);
                    return new UserAccount(
                            name, entry.getInt(UID), entry.getInt(GID), home == null ? "/" : home.getString(0));
                }
                if (error == Libc.ERANGE && size < LARGEST) {
                    continue;
                }
                throw new CannotSpawn(
                        error == 0 || error == Libc.ENOENT || error == Libc.ESRCH
                                ? "there is no user '" + name + "'"
                                : "user '" + name + "' cannot be looked up: " + Libc.reason(error));
            }
        }
    }
}
