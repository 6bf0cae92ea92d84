package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;

/** A process that nobody can kill, since the disk that it writes to stands still. */
class UnkillableIT {
    @TempDir
    Path dir;

    @Test
    void aNodeLeavesItsClusterOnlyWhenNothingOfItsGroupsLives() throws Exception {
        try (FrozenDisk disk = FrozenDisk.in(dir, getClass());
                DaemonUnderTest daemon = new DaemonUnderTest(Files.createDirectory(dir.resolve("node")))) {
            daemon.cltab("web:writes:start:respawn/stop-timeout=300ms:while :; do echo x >>" + disk.path()
                    + "/written; sleep 0.05; done");
            daemon.hactl("web start");
            daemon.start();
            daemon.awaitRunning("web");
            long writer = daemon.jmx().pid("web", "writes");
            Await.until("it writes", () -> Files.exists(disk.path().resolve("written")));
            List<String> claimed = claims(dir);
            assertFalse(claimed.isEmpty());
            disk.freeze();
            Outcome stop = daemon.mosha("stop", "--timeout", "1");
            assertEquals(1, stop.exitCode());
            assertTrue(stop.err().contains("is still stopping its groups after 1 s"), stop.err());
            daemon.awaitLog("these groups cannot be stopped, and this node does not leave its cluster before: web");
            assertEquals(claimed, claims(dir));
            assertEquals(0, daemon.mosha("status").exitCode());
            assertTrue(Processes.isAlive(writer));
            disk.thaw();
            assertEquals(0, daemon.mosha("stop").exitCode());
            assertFalse(Processes.isAlive(writer));
            Await.until("the claim is free", () -> !claims(dir).equals(claimed));
        }
    }

    private static List<String> claims(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("node"))) {
            return files.filter(file -> file.getParent().endsWith("claims"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("web"))
                    .sorted()
                    .toList();
        }
    }
}
