package org.mosha.stomith;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/** Fence agents of our own, which do what a test needs. */
@Timeout(120)
class FenceAgentIT {
    private static final NodeId TWO = new NodeId(2);

    @TempDir
    Path dir;

    private final Shots shots = new Shots();
    private final Logged log = new Logged();
    private Path agent;
    private Stomith stomith;

    @BeforeEach
    void options() throws IOException {
        agent = dir.resolve("fence_own");
        option("ip=10.0.0.2\nusername=admin\npassword=hunter2\n", "rw-------");
    }

    @AfterEach
    void close() {
        if (stomith != null) {
            stomith.close();
        }
        log.close();
    }

    private void option(String text, String permissions) throws IOException {
        Files.writeString(dir.resolve("2"), text);
        Files.setPosixFilePermissions(dir.resolve("2"), PosixFilePermissions.fromString(permissions));
    }

    /** An agent that writes down what it was given, and then does as it is told here for its action. */
    private void agent(String off, String status, Duration timeout) throws IOException {
        Files.writeString(agent, """
                #!/bin/sh
                input=$(cat)
                { echo "args $# node $MOSHA_STOMITH_NODE$MOSHA_STOMITH_INCARNATION"; echo "$input"; } >>%s/seen
                case "$input" in
                *action=off) %s;;
                *action=status) %s;;
                esac
                """.formatted(dir, off, status));
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        stomith = new Stomith(Optional.of("fence-agent:" + agent), timeout, dir, Map.of(), shots);
    }

    private void agent(String off, String status) throws IOException {
        agent(off, status, Duration.ofSeconds(60));
    }

    private Shots.Shot shoot() {
        stomith.shoot(TWO, "i7");
        return shots.first();
    }

    @Test
    void offIsConfirmedByAStatusThatIsOff() throws IOException {
        agent("exit 0", "exit 2");

        assertEquals(
                new Shots.Shot(
                        TWO, "i7", Answer.CONFIRMED, agent + " off gave exit code 0, and then its status was off"),
                shoot());
        assertEquals("fence-agent: " + agent, stomith.method());
        assertEquals("""
                args 0 node 2i7
                ip=10.0.0.2
                username=admin
                password=hunter2
                action=off
                args 0 node 2i7
                ip=10.0.0.2
                username=admin
                password=hunter2
                action=status
                """, Files.readString(dir.resolve("seen")));
    }

    @Test
    void anAgentThatSaysYesAndDoesNothingIsFoundOut() throws IOException {
        agent("exit 0", "exit 0");

        Shots.Shot shot = shoot();

        assertEquals(Answer.FAILED, shot.answer());
        assertEquals(agent + " off gave exit code 0, but then its status was on", shot.note());
    }

    @Test
    void aStatusThatIsUnknownConfirmsNothing() throws IOException {
        agent("exit 0", "echo unreachable; exit 1");

        Shots.Shot shot = shoot();

        assertEquals(Answer.FAILED, shot.answer());
        assertEquals(agent + " off gave exit code 0, but then its status gave exit code 1: unreachable", shot.note());
    }

    @Test
    void anOffThatFailsIsNotAskedForItsStatus() throws IOException {
        agent("exit 1", "exit 2");

        assertEquals(Answer.FAILED, shoot().answer());
        assertFalse(Files.readString(dir.resolve("seen")).contains("action=status"));
    }

    @Test
    void bothActionsHaveOneTimeTogether() throws IOException {
        Shots.Shot shot;
        Duration time = Duration.ofSeconds(2);
        do {
            // on a busy machine the first action alone may take that long
            if (stomith != null) {
                stomith.close();
            }
            shots.all.clear();
            agent("exit 0", "touch " + dir + "/second; sleep 1000", time);
            shot = shoot();
            time = time.multipliedBy(2);
        } while (Files.notExists(dir.resolve("second")) && time.toSeconds() < 60);

        assertEquals(Answer.TIMED_OUT, shot.answer());
        assertEquals(
                agent + " off gave exit code 0, but then its status was killed, since its time was over", shot.note());
    }

    @Test
    void passwordsAppearNowhere() throws IOException {
        agent("echo \"Ignoring 'password=hunter2' of admin\"; exit 1", "echo hunter2; exit 1");

        Shots.Shot shot = shoot();
        Refused refused = assertThrows(Refused.class, () -> stomith.test(TWO));

        assertEquals(agent + " off gave exit code 1: Ignoring 'password=***' of admin", shot.note());
        assertTrue(refused.getMessage().endsWith("exit code 1: ***"), refused.getMessage());
        assertEquals(4, log.lines.size(), log.lines.toString());
        assertFalse(log.lines.toString().contains("hunter2"), log.lines.toString());
    }

    @Test
    void optionsThatOthersCanReadAreRefusedAndNothingIsRun() throws IOException {
        agent("exit 0", "exit 2");
        option("password=hunter2\n", "rw-r--r--");

        Shots.Shot shot = shoot();
        Refused refused = assertThrows(Refused.class, () -> stomith.test(TWO));

        assertEquals(Answer.FAILED, shot.answer());
        String sentence = dir.resolve("2") + " can be read or changed by others, but holds passwords: chmod 600 it";
        assertEquals(sentence, shot.note());
        assertEquals(sentence, refused.getMessage());
        assertFalse(Files.exists(dir.resolve("seen")));
    }

    @Test
    void anAgentThatIsNotThereIsToldAtOnceAndShootsNobody() {
        stomith = new Stomith(Optional.of("fence-agent:fence_nobody"), Duration.ofSeconds(60), dir, Map.of(), shots);

        assertEquals(List.of("No node can be shot: there is no fence agent fence_nobody on this machine"), log.lines);
        assertEquals(
                new Shots.Shot(TWO, "i7", Answer.FAILED, "there is no fence agent fence_nobody on this machine"),
                shoot());
    }

    @Test
    void anAgentThatDoesNotReadIsJudgedByItsExitCode() throws IOException {
        agent("exit 0", "exit 2");
        Files.writeString(agent, "#!/bin/sh\nexec <&-\nexit 5\n");

        assertEquals(agent + " off gave exit code 5", shoot().note());
    }

    @Test
    void aTestSaysWhatTheStatusIs() throws IOException, Refused {
        agent("exit 0", "exit 0");
        assertEquals(agent + " reaches node 2, which is on", stomith.test(TWO));
        stomith.close();

        agent("exit 0", "exit 2");
        assertEquals(agent + " reaches node 2, which is off", stomith.test(TWO));
        assertFalse(Files.readString(dir.resolve("seen")).contains("action=off"));
    }

    @Test
    void aTestThatIsUnderWayEndsWithTheDaemon() throws IOException {
        agent("exit 0", "touch " + dir + "/begun; sleep 1000");
        Thread closer = new Thread(() -> {
            await().until(() -> Files.exists(dir.resolve("begun")));
            stomith.close();
        });
        closer.start();

        Refused refused = assertThrows(Refused.class, () -> stomith.test(TWO));

        assertEquals(
                "node 2 could not be shot: " + agent + " status was stopped, since the daemon goes down",
                refused.getMessage());
    }

    @Test
    void anAgentThatIsNotNamedAsItShouldBeIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Stomith(Optional.of("fence-agent:../bin/sh"), Duration.ofSeconds(1), dir, Map.of(), shots));
    }
}
