package org.mosha.stomith;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mosha.model.NodeId;

/** A daemon's JVM for {@link FenceCommandIT}: shoots a node and prints the answer's note. */
final class BlockedSignalsProbe {
    private BlockedSignalsProbe() {}

    /**
     * Runs.
     *
     * @param arguments a command
     */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (Stomith stomith = new Stomith(
                Optional.of(arguments[0]), Duration.ofSeconds(60), Path.of("/"), Map.of(), (n, i, answer, note) -> {
                    System.out.println("note: " + note);
                    end.countDown();
                })) {
            stomith.shoot(new NodeId(2), "a");
            end.await(60, TimeUnit.SECONDS);
        }
    }
}
