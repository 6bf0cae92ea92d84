package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnSocketsTest {
    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private static Socket connected(ServerSocket to) throws IOException {
        return new Socket(to.getInetAddress(), to.getLocalPort());
    }

    private static List<Integer> prompt(int port) throws IOException {
        return OwnSockets.of(port).stream().filter(SocketOptions::isPrompt).toList();
    }

    @Test
    void findsThoseThatListenAndBothEndsOfAConnection() throws IOException {
        try (ServerSocket server = listening();
                Socket client = connected(server);
                Socket accepted = server.accept()) {
            assertEquals(3, OwnSockets.of(server.getLocalPort()).size());
            assertEquals(2, OwnSockets.of(client.getLocalPort()).size());
            assertEquals(client.getLocalPort(), accepted.getPort());
        }
    }

    @Test
    void tellsThemAndNoOthers() throws IOException {
        try (ServerSocket server = listening();
                ServerSocket other = listening()) {
            assertEquals(List.of(), prompt(server.getLocalPort()));
            OwnSockets.resendSoon(server.getLocalPort());
            assertEquals(OwnSockets.of(server.getLocalPort()), prompt(server.getLocalPort()));
            assertEquals(List.of(), prompt(other.getLocalPort()));
        }
    }

    @Test
    void whatListensHandsItOn() throws IOException {
        try (ServerSocket server = listening()) {
            OwnSockets.resendSoon(server.getLocalPort());
            try (Socket client = connected(server);
                    Socket accepted = server.accept()) {
                assertEquals(1, prompt(client.getLocalPort()).size());
                assertEquals(client.getLocalPort(), accepted.getPort());
            }
        }
    }
}
