package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/** A daemon that is started where only ASCII is known, as by cron or an init script. */
class LocaleIT {
    @TempDir
    Path dir;

    @Test
    void allLettersAreReadAndPrintedAndTheCommandsKeepTheirLocale() throws Exception {
        Path named = Files.createDirectory(dir.resolve("d\u00fc"));
        DaemonUnderTest daemon =
                new DaemonUnderTest(named).withEnvironment("LC_ALL", "C").withEnvironment("LETTER", "\u00e4");
        try {
            daemon.cltab("web:w:start:once/dir=" + named.toRealPath() + ":"
                    + "echo \"\u00f6 \u2603 $LETTER $LC_ALL${MOSHA_LC_ALL+, changed}.\"; pwd; sleep 1000");
            daemon.hactl("web start");
            daemon.start();
            daemon.awaitOutput("[web/w] \u00f6 \u2603 \u00e4 C.\n");
            daemon.awaitOutput("[web/w] " + named.toRealPath() + "\n");
            daemon.awaitRunning("web");
            Path settings = Files.writeString(daemon.file("\u00fc.properties"), "var.dir=" + daemon.varDir() + "\n");
            Outcome status = Shell.run(
                    named,
                    Map.of("LC_ALL", "C", "MOSHA_CONFIG", settings.toString()),
                    List.of(Path.of("bin/mosha").toAbsolutePath().toString(), "status"));
            assertEquals(0, status.exitCode(), status.err());
            assertTrue(status.out().contains("pid " + daemon.pid()), status.out());
        } finally {
            daemon.close();
        }
    }
}
