package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;

/** A process that nobody can kill, since the disk that it writes to stands still. */
class UnkillableIT {
    /** Longer than any process waits for a disk that works. */
    private static final Duration A_WHILE = Duration.ofMillis(300);

    @TempDir
    Path dir;

    @Test
    void aNodeLeavesItsClusterOnlyWhenNothingOfItsGroupsLives() throws Exception {
        try (FrozenDisk disk = FrozenDisk.in(dir, getClass());
                DaemonUnderTest daemon = new DaemonUnderTest(Files.createDirectory(dir.resolve("node")))) {
            daemon.cltab("web:writes:start:respawn/stop-timeout=300ms:exec perl -e 'open F, q(>), shift;"
                    + " while (1) { syswrite F, 1; select undef, undef, undef, 0.05 }' " + disk.path() + "/written");
            daemon.hactl("web start");
            daemon.start();
            daemon.awaitRunning("web");
            long writer = daemon.jmx().pid("web", "writes");
            Await.until("it writes", () -> Files.exists(disk.path().resolve("written")));
            List<String> claimed = claims(daemon);
            assertFalse(claimed.isEmpty());
            disk.freeze();
            Awaitility.await("it waits for the disk").during(A_WHILE).until(() -> Processes.isDeaf(writer));
            Outcome stop = daemon.mosha("stop", "--timeout", "1");
            assertEquals(1, stop.exitCode());
            assertTrue(stop.err().contains("is still stopping its groups after 1 s"), stop.err());
            daemon.awaitLog("these groups cannot be stopped, and this node does not leave its cluster before: web");
            assertEquals(claimed, claims(daemon));
            assertEquals(0, daemon.mosha("status").exitCode());
            assertTrue(Processes.isAlive(writer));
            disk.thaw();
            assertEquals(0, daemon.mosha("stop").exitCode());
            assertFalse(Processes.isAlive(writer));
            Await.until("the claim is free", () -> !claims(daemon).equals(claimed));
        }
    }

    private static List<String> claims(DaemonUnderTest daemon) throws IOException {
        try (Stream<Path> files = Files.list(daemon.file("mfs/claims"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("web"))
                    .sorted()
                    .toList();
        }
    }
}
