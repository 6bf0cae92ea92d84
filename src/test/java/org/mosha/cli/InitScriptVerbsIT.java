package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code etc/init.d/mosha}, with a script in the place of {@code bin/mosha} that says what it is told. */
class InitScriptVerbsIT {
    @TempDir
    Path dir;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepare() throws Exception {
        Path mosha = Files.writeString(
                dir.resolve("mosha"), "#!/bin/sh\necho \"$@\"\n[ \"$1\" != status ] || exit $STATUS\nexit 4\n");
        assertTrue(mosha.toFile().setExecutable(true));
        environment.put("MOSHA", mosha.toString());
        environment.put("STATUS", "0");
    }

    private Outcome run(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of("etc/init.d/mosha").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return Shell.run(dir, environment, command);
    }

    @ParameterizedTest
    @CsvSource({
        "start, start, 4",
        "stop, stop, 4",
        "restart, restart, 4",
        "force-reload, force-reload, 4",
        "reload, force-reload, 4",
        "try-restart, restart, 4",
        "status, status, 0"
    })
    void theVerbIsPassedOnAndItsExitCodeComesBack(String verb, String passed, int code) throws Exception {
        assertEquals(new Outcome(code, passed + "\n", ""), run(verb));
    }

    @Test
    void whatDoesNotRunIsNotRestartedByTryRestart() throws Exception {
        environment.put("STATUS", "3");
        assertEquals(new Outcome(0, "", ""), run("try-restart"));
    }

    /** A unit that systemd has made from the script is active also when the daemon was killed. */
    @ParameterizedTest
    @CsvSource({
        "/etc/init.d/mosha, 3, mosha is stopped, restart",
        "/etc/init.d/mosha, 1, 'mosha is dead, but left /var/lib/mosha/mosha.pid', restart",
        "/etc/init.d/mosha, 0, 'mosha is running, pid 9', start",
        "/etc/init.d/mosha, 1, Error occurred during initialization of VM, start",
        "/etc/init.d/mosha, 4, '', start",
        "'', 3, mosha is stopped, start"
    })
    void besideSystemdOnlyWhatIsKnownToBeDownIsRestartedByStart(String source, int status, String says, String verb)
            throws Exception {
        Outcome outcome = besideSystemd("start", source, "active", "echo '" + says + "'; exit " + status);
        assertEquals(new Outcome(0, "systemd is asked to " + verb + "\n", ""), outcome);
    }

    /** A daemon that was started by hand goes on when systemd is asked to stop the unit. */
    @ParameterizedTest
    @CsvSource({
        "stop, '', inactive, 0, mosha is told to stop",
        "restart, '', failed, 0, mosha is told to restart",
        "start, '', inactive, 0, mosha is told to start",
        "start, /etc/init.d/mosha, inactive, 0, systemd is asked to start",
        "stop, /etc/init.d/mosha, inactive, 0, mosha is told to stop",
        "stop, '', inactive, 3, systemd is asked to stop",
        "stop, '', active, 0, systemd is asked to stop",
        "restart, '', activating, 0, systemd is asked to restart"
    })
    void besideSystemdADaemonThatItDoesNotKnowIsToldByItself(
            String verb, String source, String state, int status, String done) throws Exception {
        String mosha = "[ $1 = status ] && exit " + status + "; echo mosha is told to $1";
        assertEquals(new Outcome(0, done + "\n", ""), besideSystemd(verb, source, state, mosha));
    }

    /** Runs the script where systemd has a unit, of a file and in a state, and where a script is in the place of mosha. */
    private Outcome besideSystemd(String verb, String source, String state, String script) throws Exception {
        Path functions = Path.of("/lib/lsb/init-functions");
        assumeTrue(
                Files.exists(functions) && System.getProperty("user.name").equals("root"), "needs mounts of its own");
        Files.writeString(dir.resolve("functions"), "echo \"systemd is asked to $1\"; exit\n");
        Path systemctl = Files.writeString(
                dir.resolve("systemctl"),
                "#!/bin/sh\ncase \"$*\" in show*SourcePath*) echo SourcePath=" + source
                        + " ;; show*ActiveState*) echo ActiveState=" + state + " ;; esac\n");
        Path mosha = Files.writeString(dir.resolve("mosha"), "#!/bin/sh\n" + script + "\n");
        assertTrue(systemctl.toFile().setExecutable(true) && mosha.toFile().setExecutable(true));
        String mounts = "mount --bind functions " + functions + " && mount -t tmpfs none /usr/local/sbin"
                + " && cp systemctl /usr/local/sbin && mount -t tmpfs none /run && mkdir -p /run/systemd/system"
                + " && exec \"$0\" " + verb;
        return Shell.run(
                dir,
                environment,
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        mounts,
                        Path.of("etc/init.d/mosha").toAbsolutePath().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "groups"})
    void whatIsNoVerbOfAnInitScriptIsAUsageError(String verb) throws Exception {
        assertEquals(2, run(verb).exitCode());
    }

    @ParameterizedTest
    @CsvSource({"status, 4", "start, 5"})
    void whatIsNotInstalledHasItsOwnCode(String verb, int code) throws Exception {
        environment.put("MOSHA", dir.resolve("nowhere").toString());
        Outcome outcome = run(verb);
        assertEquals(code, outcome.exitCode());
        assertEquals("mosha is not installed: there is no " + dir.resolve("nowhere") + "\n", outcome.err());
    }
}
