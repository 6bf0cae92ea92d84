package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitTest {
    private static final String LIFE = "0::/system.slice/mosha.service/mosha-1xizok0t8dt1u\n";

    @TempDir
    Path proc;

    private Optional<String> unit(String environment, String groups) throws IOException {
        Path process = Files.createDirectories(proc.resolve("98"));
        Files.writeString(process.resolve("environ"), environment);
        Files.writeString(process.resolve("cgroup"), groups);
        return SystemdUnit.of(proc, 98);
    }

    @Test
    void whatSystemdHasStartedItselfIsItsUnits() throws IOException {
        assertEquals(Optional.of("mosha.service"), unit("LANG=C\0SYSTEMD_EXEC_PID=98\0", LIFE));
    }

    @Test
    void itIsTheInnermostUnit() throws IOException {
        assertEquals(
                Optional.of("mosha.service"),
                unit("SYSTEMD_EXEC_PID=98\0", "0::/user.slice/user@7.service/app.slice/mosha.service\n"));
    }

    @Test
    void whatWasStartedFromAShellOfAUnitIsNot() throws IOException {
        assertEquals(Optional.empty(), unit("SYSTEMD_EXEC_PID=9\0", LIFE));
    }

    @Test
    void whatIsNotInAUnitIsNot() throws IOException {
        assertEquals(Optional.empty(), unit("SYSTEMD_EXEC_PID=98\0", "0::/user.slice/session-4.scope\n"));
    }

    @Test
    void whatIsGoneIsNot() {
        assertEquals(Optional.empty(), SystemdUnit.of(proc, 98));
    }
}
