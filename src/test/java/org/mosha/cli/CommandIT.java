package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;

/** The real {@code bin/mosha}, where no daemon runs. */
class CommandIT {
    @TempDir
    Path dir;

    private String var;
    private Path pidFile;
    private Process stranger;

    @BeforeEach
    void prepare() throws IOException {
        var = "var.dir=" + dir;
        pidFile = dir.resolve("mosha.pid");
        stranger = new ProcessBuilder("sleep", "1000").start();
    }

    @AfterEach
    void end() {
        stranger.destroyForcibly();
    }

    @Test
    void theVersionAndTheHelpNeedNoDaemon() throws Exception {
        Outcome version = Shell.mosha(dir, "--version");
        assertEquals(0, version.exitCode(), version.err());
        assertTrue(version.out().matches("mosha [0-9].*\n"), version.out());
        assertEquals(0, Shell.mosha(dir, "help", "start").exitCode());
        Outcome help = Shell.mosha(dir, "start", "--help");
        assertTrue(help.out().startsWith("Usage: mosha start "), help.out());
    }

    @Test
    void whatCannotBePrintedIsAnError() throws Exception {
        String mosha = Path.of("bin/mosha").toAbsolutePath().toString();
        List<String> full = List.of("sh", "-c", "'" + mosha + "' --version > /dev/full");
        Outcome outcome = Shell.run(dir, Map.of(), full);
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("mosha: cannot write the output: "), outcome.err());
        List<String> head = List.of("sh", "-c", "'" + mosha + "' --version | :");
        assertEquals("", Shell.run(dir, Map.of(), head).err());
    }

    @Test
    void withoutAVerbItIsAWrongCommandLine() throws Exception {
        assertEquals(new Outcome(2, "", "mosha: Missing verb (see 'mosha help')\n"), Shell.mosha(dir));
    }

    @Test
    void aWrongOptionOfStartIsAWrongCommandLine() throws Exception {
        Outcome outcome = Shell.mosha(dir, "start", "--bogus");
        assertEquals(new Outcome(2, "", "mosha start: Unknown option: '--bogus' (see 'mosha help start')\n"), outcome);
    }

    @Test
    void aDaemonWithoutRoomForItsNativeCallsSaysSoInOneLine() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        Map<String, String> environment =
                Map.of("MOSHA_DAEMON_OPTS", "-Djna.nosys=true -Djna.tmpdir=" + file.resolve("missing"));
        String mosha = Path.of("bin/mosha").toAbsolutePath().toString();
        Outcome outcome = Shell.run(dir, environment, List.of(mosha, "start", "-D", var));
        assertEquals(1, outcome.exitCode());
        List<String> ours =
                outcome.err().lines().filter(line -> line.startsWith("mosha: ")).toList();
        assertEquals(1, ours.size(), outcome.err());
        assertTrue(ours.get(0).startsWith("mosha: not started: the C library cannot be called: "), ours.get(0));
        assertTrue(ours.get(0).contains("missing"), ours.get(0));
        assertFalse(outcome.err().contains("NoClassDefFoundError"), outcome.err());
    }

    @Test
    void checkFindsFilesFromTheUsersDirectory() throws Exception {
        Path cltab = Files.writeString(dir.resolve("a cltab"), "web:httpd:start:bogus:sleep 1\n");
        Files.writeString(dir.resolve("hactl"), "web start\n");
        Outcome outcome = Shell.mosha(dir, "check", "--cltab", "a cltab", "--hactl", "hactl");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().startsWith(cltab + ":1: error: "), outcome.out());
    }

    @Test
    void checkFindsTheFilesOfTheNodeThatThisHostIs() throws Exception {
        Path cltab = dir.resolve("mfs/3/var/mosix-ha/cltab");
        Files.createDirectories(cltab.getParent());
        Files.writeString(cltab, "web:httpd:start:bogus:sleep 1\n");
        Outcome outcome = Shell.mosha(dir, "check", "-D", "mfsbase=" + dir.resolve("mfs"), "-D", "mwhois=echo node 3");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().startsWith(cltab + ":1: error: "), outcome.out());
    }

    @Test
    void whoOnlyHoldsTheLockIsNotTakenForADaemon() throws Exception {
        Path lock = Files.createDirectories(dir.resolve("locked")).resolve("mosha.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            Outcome start = Shell.mosha(dir, "start", "-D", "var.dir=" + dir.resolve("locked"));
            assertEquals(1, start.exitCode(), start.out());
            assertTrue(start.err().startsWith("mosha: not started: another process has locked " + lock), start.err());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
    }

    @Test
    void noPasswordCrossesANetworkInTheClear() throws Exception {
        Path password = Files.writeString(dir.resolve("password"), "secret\n");
        Outcome far = Shell.mosha(
                dir, "groups", "--url", "192.0.2.1:9010", "--user", "alice", "--password-file", password.toString());
        assertEquals(2, far.exitCode());
        assertEquals("mosha: the password would go to 192.0.2.1:9010 in the clear: add --tls\n", far.err());
        Outcome near = Shell.mosha(dir, "groups", "--url", "127.0.0.1:1", "--user", "a", "--password-file", "password");
        assertEquals(1, near.exitCode(), near.err());
    }

    @Test
    void theEnvironmentNamesASettingsFile() throws Exception {
        Path config = Files.writeString(dir.resolve("config"), "bogus=1\n");
        Outcome outcome = Shell.run(
                dir,
                Map.of("MOSHA_CONFIG", "config"),
                List.of(Path.of("bin/mosha").toAbsolutePath().toString(), "check"));
        assertTrue(outcome.out().startsWith(config + ":1: error: "), outcome.out());
    }

    @Test
    void withoutAPidFileItIsStopped() throws Exception {
        assertEquals(new Outcome(3, "mosha is stopped\n", ""), Shell.mosha(dir, "status", "-D", var));
        assertEquals(new Outcome(0, "mosha: not running\n", ""), Shell.mosha(dir, "stop", "-D", var));
        assertEquals(7, Shell.mosha(dir, "force-reload", "-D", var).exitCode());
        assertEquals(1, Shell.mosha(dir, "groups", "-D", var).exitCode());
    }

    @Test
    void withTheFileOfADeadDaemonItIsDead() throws Exception {
        stranger.destroyForcibly().waitFor();
        Files.writeString(pidFile, stranger.pid() + " 1\n");
        assertEquals(1, Shell.mosha(dir, "status", "-D", var).exitCode());
        assertEquals(buried(), Shell.mosha(dir, "stop", "-D", var));
        assertEquals(3, Shell.mosha(dir, "status", "-D", var).exitCode());
    }

    private Outcome buried() {
        String says = "mosha: not running: the daemon had died, and nothing of it runs; removed " + pidFile + "\n";
        return new Outcome(0, says, "");
    }

    /** What another user has written may name anybody's processes. */
    @Test
    void whatAnotherUsersDaemonHasLeftIsLeftAlone() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs to be root");
        Files.writeString(pidFile, stranger.pid() + " 1\n");
        Files.setAttribute(pidFile, "unix:uid", 65534);
        Outcome stop = Shell.mosha(dir, "stop", "-D", var);
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "mosha: the daemon is dead; " + pidFile
                                + " was left by a daemon of user 65534: only that user can"
                                + " have what else it has left stopped\n"),
                stop);
        assertTrue(Files.exists(pidFile));
    }

    @Test
    void aStrangerWithARecycledPidIsNeitherTrustedNorSignalled() throws Exception {
        long startTicks = ProcStat.read(stranger.pid()).orElseThrow().startTicks();
        for (long ticks : new long[] {startTicks - 1, startTicks}) {
            Files.writeString(pidFile, stranger.pid() + " " + ticks + "\n");
            assertEquals(1, Shell.mosha(dir, "status", "-D", var).exitCode());
            Outcome stop = Shell.mosha(dir, "stop", "-D", var);
            assertEquals(buried(), stop);
            Files.writeString(pidFile, stranger.pid() + " " + ticks + "\n");
            Outcome groups = Shell.mosha(dir, "groups", "-D", var);
            assertEquals(1, groups.exitCode());
            assertEquals(1, groups.err().lines().count(), groups.err());
            assertTrue(stranger.isAlive());
        }
    }
}
