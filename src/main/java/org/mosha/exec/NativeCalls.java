package org.mosha.exec;

/** Gets the calls of the C library ready, which takes a while when it is first done. */
public final class NativeCalls {
    private NativeCalls() {}

    /** Loads what is needed for them; does nothing when that is done already. */
    public static void load() {
        Libc.geteuid();
    }
}
