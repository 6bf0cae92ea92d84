package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
