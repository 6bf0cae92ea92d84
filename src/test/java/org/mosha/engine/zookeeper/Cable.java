package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to a port, which can be cut, mended, and made to swallow what comes back. */
final class Cable implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final ServerSocket entrance = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int port;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;
    private volatile boolean swallowing;

    Cable(int port) throws IOException {
        this.port = port;
        begin(this::accept);
    }

    int entrance() {
        return entrance.getLocalPort();
    }

    /** How many connections were wanted while it was cut. */
    int refused() {
        return refused.get();
    }

    /** From now on what is said gets through, and no answer to it does. */
    void swallow() {
        swallowing = true;
    }

    void cut() {
        cut = true;
        hangUp();
    }

    void mend() {
        swallowing = false;
        cut = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                ends.add(near);
                if (!cut) {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                    ends.add(far);
                    begin(() -> pass(near, far, false));
                    begin(() -> pass(far, near, true));
                }
                // also when it was cut meanwhile, after which it knew nothing of this one
                if (cut) {
                    refused.incrementAndGet();
                    hangUp();
                }
            } catch (IOException e) {
                hangUp();
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (!answers || !swallowing) {
                    out.write(chunk, 0, length);
                }
            }
        } catch (IOException e) {
            // it was cut, or one of them does not want the other any more
        }
    }

    private void hangUp() {
        List<Socket> all = List.copyOf(ends);
        for (Socket end : all) {
            try {
                end.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        ends.removeAll(all);
    }

    private static void begin(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        hangUp();
    }
}
