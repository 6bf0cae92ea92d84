package org.mosha.exec;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.mosha.linux.Libc;
import org.mosha.model.ProcessSignal;

/** A process that {@link PosixSpawn} has started and {@link Reaper} watches; its output goes elsewhere. */
final class SpawnedProcess extends Process {
    private final int pid;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    SpawnedProcess(int pid) {
        this.pid = pid;
    }

    /** Takes the exit code, once the process has been reaped. */
    void ended(int exitCode) {
        end.complete(exitCode);
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return !end.isDone();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return end.thenApply(exitCode -> this);
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("process " + pid + " has not exited");
        }
        return end.join();
    }

    @Override
    public void destroy() {
        if (isAlive()) {
            Libc.kill(pid, ProcessSignal.TERM.number());
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }
}
