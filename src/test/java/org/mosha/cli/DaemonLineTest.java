package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonLineTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "start",
                "run|-D|mynode=2",
                "start|-D|var.dir=/srv/a b|-D|stomith=fence -n 3=x|-D|mynode=",
                "run|--config|named",
                "start|-D|mynode=1|--config|named|-D|mfsbase=/mfs"
            })
    void aPlainLineMeansWhatPicocliReads(String line) throws Exception {
        Files.createFile(home.resolve("named"));
        String[] args = line.split("\\|");
        assertEquals(Optional.of(read(args)), DaemonLine.read(args, place()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "restart",
                "groups|-D|mynode=1",
                "run|--while-input",
                "run|--help",
                "start|-Dmynode=2",
                "start|--config=named",
                "start|-D",
                "start|-D|novalue",
                "start|-D|=2",
                "start|-D|mynode=2|-D|mynode=3",
                "start|-D|@mynode=2",
                "start|-D|mynode=\"2\"",
                "start|-D|stomith=fence '2'",
                "start|-D|-D=2",
                "start|--config|missing",
                "start|--config|named|--config|named",
                "start|--debug",
                "run|extra"
            })
    void anythingElseIsLeftToPicocli(String line) throws Exception {
        Files.createFile(home.resolve("named"));
        assertEquals(Optional.empty(), DaemonLine.read(line.split("\\|"), place()));
    }

    @Test
    void soIsALineWithoutAVerb() {
        assertEquals(Optional.empty(), DaemonLine.read(new String[0], place()));
    }

    private Launch read(String... args) {
        List<Launch> launches = new ArrayList<>();
        DaemonRunner runner = launch -> {
            launches.add(launch);
            return 0;
        };
        assertEquals(0, Outcome.of(home, runner, args).exitCode());
        return launches.get(0);
    }

    private Place place() {
        return new Place(home, home, Optional.empty(), false);
    }
}
