package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusVerbTest {
    @TempDir
    Path home;

    private Path pidFile;

    @BeforeEach
    void makeVar() throws IOException {
        pidFile = Files.createDirectory(home.resolve("var")).resolve("mosha.pid");
    }

    @Test
    void withoutAPidFileItIsStopped() {
        assertEquals(new Outcome(3, "mosha is stopped\n", ""), Outcome.of(home, "status"));
    }

    @Test
    void withTheFileOfADeadDaemonItIsDead() throws IOException {
        Files.writeString(pidFile, "garbage");
        assertEquals(new Outcome(1, "mosha is dead, but left " + pidFile + "\n", ""), Outcome.of(home, "status"));
    }

    @Test
    void theSettingsTellWhereThePidFileIs() throws IOException {
        Files.writeString(pidFile, "garbage");
        Outcome other = Outcome.of(home, "status", "-D", "var.dir=" + home.resolve("other"));
        assertEquals(3, other.exitCode());
    }

    @Test
    void whatElseIsWrongWithTheSettingsDoesNotMatter() throws IOException {
        Path config = Files.writeString(home.resolve("config"), "bogus=1\nvar.dir=other\n");
        Files.writeString(pidFile, "garbage");
        assertEquals(
                3, Outcome.of(home, "status", "--config", config.toString()).exitCode());
    }

    @Test
    void aSettingsFileThatCannotBeReadLeavesItUnknown() {
        Outcome outcome = Outcome.of(home, "status", "--config", "missing");
        assertEquals(4, outcome.exitCode());
        assertEquals(
                "mosha: cannot read the settings file " + home.resolve("missing") + ": no such file\n", outcome.err());
    }
}
