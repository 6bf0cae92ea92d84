package org.mosha.exec;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A process whose end the JDK does not tell, as it has no thread for that. */
final class UntoldEnd extends Process {
    private final Process real;

    UntoldEnd(Process real) {
        this.real = real;
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return new CompletableFuture<>();
    }

    @Override
    public long pid() {
        return real.pid();
    }

    @Override
    public boolean isAlive() {
        return real.isAlive();
    }

    @Override
    public OutputStream getOutputStream() {
        return real.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return real.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return real.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return real.waitFor();
    }

    @Override
    public int exitValue() {
        return real.exitValue();
    }

    @Override
    public void destroy() {
        real.destroy();
    }
}
