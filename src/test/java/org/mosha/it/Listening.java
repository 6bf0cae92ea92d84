package org.mosha.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a process listens on, as the kernel says. */
final class Listening {
    private static final String LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Listening() {}

    /** The addresses and ports of a process's TCP sockets that take connections. */
    static Set<InetSocketAddress> of(long pid) throws IOException {
        Set<String> sockets = sockets(pid);
        Set<InetSocketAddress> all = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[STATE].equals(LISTEN) && sockets.contains("socket:[" + fields[INODE] + "]")) {
                    all.add(address(fields[LOCAL]));
                }
            }
        }
        return all;
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> links = new HashSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path one : all.toList()) {
                if (Files.isSymbolicLink(one)) {
                    links.add(Files.readSymbolicLink(one).toString());
                }
            }
        }
        return links;
    }

    /** The kernel writes an address as words of this machine's byte order, in hexadecimal. */
    private static InetSocketAddress address(String text) throws IOException {
        String[] parts = text.split(":");
        ByteBuffer kernel = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0])).order(ByteOrder.BIG_ENDIAN);
        ByteBuffer network = ByteBuffer.allocate(kernel.capacity()).order(ByteOrder.nativeOrder());
        while (kernel.hasRemaining()) {
            network.putInt(kernel.getInt());
        }
        return new InetSocketAddress(InetAddress.getByAddress(network.array()), Integer.parseInt(parts[1], 16));
    }
}
