package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can happen with {@code fencing=stomith} and the lab's power controller. */
abstract class LabFencing extends LabScenario {
    private static final Path AGENT = Lab.HOME.resolve("src/test/netlab/fence_netlab");

    @Override
    void prepare(LabCluster prepared) throws IOException {
        Path options = Files.createDirectories(prepared.lab().dir().resolve("fence"));
        for (int node : prepared.nodes()) {
            Path file = Files.writeString(
                    options.resolve("" + node),
                    "plug=h" + node + "\npower_timeout=5\nnetlab_dir="
                            + prepared.lab().dir() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        prepared.lab().powerController();
        prepared.with("fencing", "stomith")
                .with("stomith", "fence-agent:" + AGENT)
                .with("stomith.timeout", "10s")
                .with("fence.dir", options.toString());
    }

    private boolean wasShot(int node, int eventsBefore) throws IOException {
        return lab().events().stream()
                .skip(eventsBefore)
                .anyMatch(event -> event.contains(" EVENT bmc off h" + node + " by "));
    }

    @Test
    void theLeadersHostIsFrozenAndShotBeforeItsGroupsAreTaken() throws Exception {
        int node = leader();
        int before = lab().events().size();
        lose("a host is frozen, and shot", node, () -> lab().freeze(node));
        assertTrue(wasShot(node, before));
        assertFalse(lab().isOn(node));
        verdict().neverTwice();
    }

    @Test
    void nothingIsTakenWhileTheShotFails() throws Exception {
        int node = follower();
        Set<String> groups = cluster().groupsOn(node);
        int[] others =
                cluster().others(node).stream().mapToInt(Integer::intValue).toArray();
        lab().powerDeniedTo(others);
        lab().freeze(node);
        long begun = System.nanoTime();
        endure();
        assertTrue(cluster().watch().startsSince(begun).stream().noneMatch(line -> groups.contains(line.group())));
        lab().powerDeniedTo();
        cluster().awaitElsewhere(groups, node);
        assertFalse(lab().isOn(node));
    }

    @Test
    void aNodeThatIsShotWhileItsDaemonIsDeadComesBack() throws Exception {
        int node = follower();
        lose(
                "kill -9 of a daemon, fencing by the controller",
                node,
                () -> cluster().signal(node, "KILL"));
        if (!lab().isOn(node)) {
            lab().boot(node);
        }
        cluster().beginIfDown(node);
        cluster().awaitWell();
    }
}
