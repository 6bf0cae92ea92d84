package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.List;

/** What this process's sockets are told, as the kernel has it. */
public final class SocketOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_THIN_LINEAR_TIMEOUTS = 16;
    private static final Function GETSOCKOPT = NativeLibrary.getInstance("c").getFunction("getsockopt");

    private SocketOptions() {}

    private static boolean isOn(int fd, int level, int option) {
        int[] value = {-1};
        Object[] arguments = {fd, level, option, value, new int[] {Integer.BYTES}};
        assertEquals(0, GETSOCKOPT.invokeInt(arguments));
        return value[0] == 1;
    }

    /** Whether lost packets of a connection are sent again without longer and longer waits. */
    public static boolean isPrompt(int fd) {
        return isOn(fd, IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS);
    }

    /** The sockets of the connections with a port. */
    public static List<Integer> connections(int port) throws IOException {
        return OwnSockets.of(port).stream()
                .filter(fd -> !isOn(fd, SOL_SOCKET, SO_ACCEPTCONN))
                .toList();
    }
}
