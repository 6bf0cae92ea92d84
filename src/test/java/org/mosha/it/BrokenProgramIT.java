package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Daemons whose jar is overwritten while they run, as by an upgrade that does not stop them first: what they have not
 * loaded yet cannot be loaded any more, so that one of their threads dies of it, and they must end.
 */
class BrokenProgramIT {
    @TempDir
    Path dir;

    private DaemonUnderTest daemon;
    private Path jar;

    /** An installation of its own, without an archive of loaded classes. */
    @BeforeEach
    void install() throws Exception {
        Path home = dir.resolve("home");
        for (String part : List.of("bin", "etc")) {
            FileUtils.copyDirectory(Path.of(part).toFile(), home.resolve(part).toFile());
        }
        FileUtils.copyDirectory(
                Path.of("target/lib").toFile(), home.resolve("lib/lib").toFile());
        jar = home.resolve("lib/mosha.jar");
        Files.copy(Path.of("target/mosha.jar"), jar);
        daemon = new DaemonUnderTest(Files.createDirectory(dir.resolve("node")))
                .withEnvironment("MOSHA_CACHE", "/dev/null/none")
                .withVerbsHere();
        daemon.cltab("web:web1:start:respawn:exec sleep 1000");
        daemon.hactl("web start");
    }

    @AfterEach
    void close() throws Exception {
        daemon.close();
    }

    private void start() throws Exception {
        List<String> command = new ArrayList<>(daemon.command("start"));
        command.set(0, dir.resolve("home/bin/mosha").toString());
        Process starting = daemon.launch(command);
        starting.getOutputStream().close();
        assertEquals(0, starting.waitFor(), () -> "" + daemon.file("err"));
        daemon.awaitRunning("web");
    }

    private void ends() throws Exception {
        long pid = daemon.pid();
        Files.write(jar, new byte[(int) Files.size(jar)]);
        daemon.hactl("web stop");
        Await.until("the daemon has ended", () -> !Processes.isAlive(pid));
        Await.until("its guard has killed what ran", () -> daemon.children().isEmpty());
        daemon.awaitLog("so the daemon ends, and its guard kills what runs");
    }

    @Test
    void oneWithAPeerOfZooKeepersEnds() throws Exception {
        int[] ports = Ports.free(3);
        daemon.with("engine", "zookeeper")
                .with("mynode", "1")
                .with("nodes", "1=127.0.0.1:" + ports[0] + ":" + ports[1] + ":" + ports[2])
                .with("secret.file", dir.resolve("secret").toString());
        start();
        ends();
    }

    @Test
    void soDoesOneWithout() throws Exception {
        start();
        ends();
    }
}
