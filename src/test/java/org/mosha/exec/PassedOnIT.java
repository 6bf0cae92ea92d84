package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;

/** Processes that end as soon as each has a child, as daemons do when they start, while they are looked at all the time. */
@Timeout(180)
class PassedOnIT {
    private static final int CHAINS = 6;
    private static final String LAST = "[ $1 -gt 0 ] || { >$2; exit; }\n";

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh $0 $(($1-1)) $2 & exit", "setsid /bin/sh $0 $(($1-1)) $2 & exit"})
    void nothingIsGoneBeforeTheLastOfItsChildren(String next) throws IOException {
        Path script = Files.writeString(dir.resolve("next"), LAST + next + "\n");
        Recorder recorder = new Recorder();
        try (ExecProcesses processes =
                new ExecProcesses(dir.toString(), "i", dir, Optional.empty(), recorder, recorder)) {
            for (long number = 1; number <= CHAINS; number++) {
                RunId run = new RunId(number);
                Path end = dir.resolve("end" + number);
                processes.spawn(Recorder.spec(number, "trap '' INT; /bin/sh " + script + " 100 " + end + " & exit"));
                await().until(() -> recorder.codes.containsKey(run));
                processes.awaitGone(run);
                // each signal is a look
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            processes.signal(run, ProcessSignal.INT);
                            return recorder.told(run.value()).contains("gone");
                        });
                assertTrue(Files.exists(end), "chain " + number);
            }
        }
    }
}
