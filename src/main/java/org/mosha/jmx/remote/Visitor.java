package org.mosha.jmx.remote;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * A client's connection. Until somebody has logged in on it, it may send a little in all; then a limited amount at a
 * time. It keeps its address from RMI, whose registry refuses to be changed by those of no address.
 */
final class Visitor extends Socket {
    /** Enough for a lookup and a login. */
    private static final int STRANGERS_BYTES = 8 << 10;
    /** Enough for any call; its answer makes room for the next one. */
    private static final int CALL_BYTES = 128 << 10;
    /** What RMI waits for the next call on a connection is hours otherwise. */
    private static final int IDLE_MILLIS = 150_000;

    /** A client's RMI closes a connection that it has not used for longer; when one ends earlier, the client has, too. */
    private static final long IN_USE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Socket raw;
    private final Socket talk;
    private final Entrance entrance;
    private final AtomicBoolean brokenOff = new AtomicBoolean();
    private volatile long usedNanos = System.nanoTime();
    private volatile boolean trusted;
    private volatile int budget = STRANGERS_BYTES;

    /** Takes the connection as it was accepted, and as it is spoken on: itself, or TLS over it. */
    Visitor(Socket raw, Socket talk, Entrance entrance) {
        this.raw = raw;
        this.talk = talk;
        this.entrance = entrance;
    }

    /** Where it comes from, as text. */
    String address() {
        return raw.getInetAddress().getHostAddress();
    }

    boolean isTrusted() {
        return trusted;
    }

    /** Somebody has logged in on it. */
    void trust() {
        trusted = true;
        budget = CALL_BYTES;
    }

    /** What becomes true when it ends while its client uses it, as when that is killed; holds nothing of the connection. */
    BooleanSupplier brokenOff() {
        return brokenOff::get;
    }

    /** Closes it from outside, without a word to the other end, which may not listen. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // it is of no use any more in either case
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Limited(talk.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Answers(talk.getOutputStream());
    }

    @Override
    public InetAddress getInetAddress() {
        return null;
    }

    @Override
    public int getPort() {
        return raw.getPort();
    }

    @Override
    public int getLocalPort() {
        return raw.getLocalPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return raw.getLocalAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        raw.setTcpNoDelay(on);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        raw.setSoTimeout(millis == 0 ? IDLE_MILLIS : Math.min(millis, IDLE_MILLIS));
    }

    @Override
    public boolean isClosed() {
        return raw.isClosed();
    }

    @Override
    public void close() throws IOException {
        entrance.left(this);
        if (System.nanoTime() - usedNanos < IN_USE_NANOS) {
            brokenOff.set(true);
        }
        try {
            talk.close();
        } finally {
            raw.close();
        }
    }

    /** What the client sends; tells the entrance whose words the thread reads. */
    private final class Limited extends FilterInputStream {
        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            entrance.reads(Visitor.this);
            if (length > 0 && budget <= 0) {
                throw new IOException("too much at once");
            }
            int count = heard(bytes, offset, Math.min(length, budget));
            if (count > 0) {
                usedNanos = System.nanoTime();
                budget -= count;
            }
            return count;
        }

        private int heard(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (SSLException e) {
                // who comes and goes without a word is no news
                if (!trusted && !(e.getCause() instanceof EOFException)) {
                    entrance.refuses(Visitor.this, e.getMessage());
                }
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** What the client is told; an answer ends a call. */
    private final class Answers extends FilterOutputStream {
        Answers(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (trusted) {
                budget = CALL_BYTES;
            }
        }
    }
}
