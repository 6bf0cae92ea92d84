package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/** A real fence agent, which switches a file instead of a machine: {@code fence_dummy} of Debian's fence-agents. */
@Timeout(120)
class FenceDummyIT {
    private static final NodeId TWO = new NodeId(2);

    @TempDir
    Path dir;

    private final Shots shots = new Shots();
    private final Logged log = new Logged();
    private Path machine;
    private Stomith stomith;

    @BeforeAll
    static void needsTheAgent() {
        boolean there =
                Stream.of("/usr/sbin", "/usr/bin").anyMatch(place -> Files.isExecutable(Path.of(place, "fence_dummy")));
        String missing = "fence_dummy is missing: install the package fence-agents";
        if (!there && System.getenv("CI") != null) {
            fail(missing);
        }
        if (!there) {
            System.err.println("SKIPPED " + FenceDummyIT.class.getName() + ": " + missing);
            abort(missing);
        }
    }

    @BeforeEach
    void switchOn() throws IOException {
        machine = Files.writeString(dir.resolve("machine"), "on");
        stomith = new Stomith(Optional.of("fence-agent:fence_dummy"), Duration.ofSeconds(60), dir, Map.of(), shots);
        options("type=file\nstatus_file=" + machine + "\n");
    }

    @AfterEach
    void close() {
        stomith.close();
        log.close();
    }

    private void options(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("2"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aMachineIsSwitchedOffAndVerified() throws IOException, Refused {
        assertEquals("fence_dummy reaches node 2, which is on", stomith.test(TWO));

        stomith.shoot(TWO, "i7");

        assertEquals(
                new Shots.Shot(
                        TWO, "i7", Answer.CONFIRMED, "fence_dummy off gave exit code 0, and then its status was off"),
                shots.first());
        assertEquals("off", Files.readString(machine));
        assertEquals("fence_dummy reaches node 2, which is off", stomith.test(TWO));
        Files.writeString(machine, "on");
        assertEquals("fence_dummy reaches node 2, which is on", stomith.test(TWO));
    }

    @Test
    void aMachineThatCannotBeSwitchedIsNotOff() throws IOException {
        options("type=fail\nplug=2\npower_timeout=1\n");

        stomith.shoot(TWO, "i7");

        assertEquals(Answer.FAILED, shots.first().answer(), shots.first().note());
    }

    @Test
    void aMisspeltPasswordIsNotShownByWhatTheAgentSaysOfIt() throws IOException {
        options("type=file\nstatus_file=" + machine + "\npasword=hunter2\n");

        stomith.shoot(TWO, "i7");

        assertEquals(Answer.CONFIRMED, shots.first().answer(), shots.first().note());
        String all = log.lines.toString();
        assertTrue(all.contains("unknown option 'pasword=***'"), all);
        assertFalse(all.contains("hunter2"), all);
    }
}
