package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.node.ProcessPort;

/** A daemon's JVM for {@link SignalsIT}: says what signals it gets, and ends with TERM. */
final class SignalsProbe {
    private SignalsProbe() {}

    /**
     * Runs.
     *
     * @param arguments a directory that it may write to
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Signals.start(name -> {
            System.out.println("signal " + name);
            if (name.equals("TERM")) {
                end.countDown();
            }
        });
        Path dir = Path.of(arguments[0]);
        Teller teller = new Teller();
        try (ExecProcesses processes =
                new ExecProcesses(dir.toString(), "i", dir, Optional.empty(), teller, (group, tag, line) -> {})) {
            teller.processes = processes;
            processes.spawn(Recorder.spec(1, "exec sleep 1000"));
            System.out.println("ready");
            end.await();
        }
    }

    private static final class Teller implements ProcessPort.Listener {
        private volatile ProcessPort processes;

        @Override
        public void spawned(RunId run, long pid) {
            processes.signal(run, ProcessSignal.INT);
        }

        @Override
        public void spawnFailed(RunId run, String reason) {
            System.out.println("failed " + reason);
        }

        @Override
        public void exited(RunId run, int exitCode, boolean othersLive) {
            System.out.println("exited " + exitCode);
        }

        @Override
        public void gone(RunId run) {}
    }
}
