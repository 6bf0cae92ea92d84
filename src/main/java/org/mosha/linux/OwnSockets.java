package org.mosha.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The TCP sockets of this process, which are found by their ports: the JDK does not know all of their options, and does
 * not show their file descriptors.
 */
public final class OwnSockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int ADDRESS_BYTES = 128;
    private static final int PORT_OFFSET = 2;

    private static final int IPPROTO_TCP = 6;

    /** See tcp(7); since Linux 2.6.34. */
    private static final int TCP_THIN_LINEAR_TIMEOUTS = 16;

    /** See include/uapi/linux/tcp.h; since Linux 6.15. */
    private static final int TCP_RTO_MIN_US = 45;

    /** See include/uapi/linux/tcp.h; since Linux 6.15. */
    private static final int TCP_DELACK_MAX_US = 46;

    /** How long to wait for an acknowledgement beyond the round trip. */
    private static final int RESEND_MICROS = 20_000;

    /** How long to keep an acknowledgement back: less, or what has arrived would be sent again. */
    private static final int ACKNOWLEDGE_MICROS = 8_000;

    private OwnSockets() {}

    /**
     * Has what gets lost on connections sent again soon. A connection on which little is sent learns of a loss only by
     * time: after 200 ms, and if that is lost, too, after twice as long each time, while all that is sent later waits. That
     * makes 1.4 s of three losses in a row. Where the kernel can, the first wait becomes 20 ms beyond the round trip; older
     * ones are at least told not to double it. What a listening socket is told holds for those that it accepts later.
     *
     * @param port the port of such sockets, at this end or the other one; nothing is done when there are none
     * @throws IOException when this process's files cannot be listed
     */
    public static void resendSoon(int port) throws IOException {
        for (int socket : of(port)) {
            // an old kernel refuses what it does not know
            set(socket, TCP_THIN_LINEAR_TIMEOUTS, 1);
            set(socket, TCP_RTO_MIN_US, RESEND_MICROS);
            set(socket, TCP_DELACK_MAX_US, ACKNOWLEDGE_MICROS);
        }
    }

    /**
     * Finds sockets.
     *
     * @param port their port, at this end or the other one
     * @return the file descriptors of those that listen there or are connected
     * @throws IOException when this process's files cannot be listed
     */
    public static List<Integer> of(int port) throws IOException {
        try (Stream<Path> files = Files.list(DESCRIPTORS)) {
            return files.map(file -> Integer.parseInt(file.getFileName().toString()))
                    .filter(fd -> has(fd, port))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean has(int fd, int port) {
        byte[] address = new byte[ADDRESS_BYTES];
        int[] size = {ADDRESS_BYTES};
        if (Libc.getsockname(fd, address, size) != 0) {
            return false;
        }
        if (isPort(address, port)) {
            return true;
        }
        size[0] = ADDRESS_BYTES;
        return Libc.getpeername(fd, address, size) == 0 && isPort(address, port);
    }

    private static boolean isPort(byte[] address, int port) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        int family = bytes.order(ByteOrder.nativeOrder()).getShort(0);
        boolean internet = family == AF_INET || family == AF_INET6;
        int actual = Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(PORT_OFFSET));
        return internet && actual == port;
    }

    private static void set(int fd, int option, int value) {
        Libc.setsockopt(fd, IPPROTO_TCP, option, new int[] {value}, Integer.BYTES);
    }
}
