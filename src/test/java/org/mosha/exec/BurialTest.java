package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurialTest {
    private static final GuardPost POST =
            GuardPost.of(Path.of("/opt/mosha/bin/mosha-guard"), "identity", "life", Path.of("/var/lib/my mosha"));

    @TempDir
    Path run;

    private Path order(GuardPost post) {
        new Burial(Map.of("RUNTIME_DIRECTORY", run.toString())).order(post);
        return run.resolve("burial");
    }

    @Test
    void theWordsAreThoseOfAGuardWithoutADaemon() throws IOException {
        GuardPost post = POST.withGoneFile(Path.of("/mfs/1/mosha.gone"))
                .withCgroup(Optional.of(Path.of("/sys/fs/cgroup/mosha-life")))
                .withGate(Optional.of(Path.of("/var/lib/my mosha/gate")));
        assertEquals(
                "--cgroup\0/sys/fs/cgroup/mosha-life\0--gone\0/mfs/1/mosha.gone\0identity\0life\0/var/lib/my mosha\0",
                Files.readString(order(post)));
    }

    @Test
    void whoHasEndedInOrderIsNotBuried() {
        Path file = order(POST.withGoneFile(Path.of("/mfs/1/mosha.gone")));
        new Burial(Map.of("RUNTIME_DIRECTORY", run.toString())).cancel();
        assertFalse(Files.exists(file));
    }

    @Test
    void withoutAProofThereIsNothingToDo() {
        assertFalse(Files.exists(order(POST)));
    }

    @Test
    void withoutSystemdThereIsNobodyToDoIt() {
        Burial burial = new Burial(Map.of());
        burial.order(POST.withGoneFile(Path.of("/mfs/1/mosha.gone")));
        burial.cancel();
        assertFalse(Files.exists(run.resolve("burial")));
    }
}
