package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that is killed at any moment, and what it leaves. */
class KilledPeerIT {
    private static final int LIVES = Integer.getInteger("mosha.test.lives", 5);

    @TempDir
    Path dir;

    @Test
    void whatAKilledPeerLeavesIsNeverDamagedAndHasAllThatWasAcknowledged() throws Exception {
        long seed = Long.getLong("mosha.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int life = 0; life < LIVES; life++) {
            acknowledged = live(acknowledged, 20 + random.nextInt(200));
            CopyCheck.Result result = CopyCheck.check(dir.resolve("node1/zookeeper/version-2"));
            assertEquals(Optional.empty(), result.damage(), "life " + life + " of seed " + seed);
        }
        assertTrue(acknowledged > LIVES * 20, acknowledged + " acknowledged");
    }

    /** Runs it until it has acknowledged so many more, and kills it. */
    private int live(int known, int more) throws IOException, InterruptedException {
        Path errors = dir.resolve("errors");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerProcess.class.getName(),
                        dir.toString(),
                        Integer.toString(known)))
                .redirectError(errors.toFile())
                .start();
        int last = known;
        boolean begun = false;
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                begun |= line.startsWith("begins at ");
                if (line.startsWith("acknowledged ")) {
                    last = Integer.parseInt(line.substring("acknowledged ".length()));
                }
                if (last - known >= more) {
                    // unlike the process, its handle leaves what it has said to be read
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(begun, Files.readString(errors));
        return last;
    }
}
