package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.SeedFixture;

/** The real {@code bin/mosha simulate} on the original's fixture; no daemon runs. */
class SimulateIT {
    @TempDir
    Path dir;

    @BeforeEach
    void layOut() throws IOException {
        SeedFixture.in(dir);
    }

    @Test
    void theJsonIsTheContractsAndNothingIsWritten() throws Exception {
        List<String> before = listing();
        Outcome outcome =
                simulate("--json", "--mfsbase", "mfs", "--hpcbase", "hpc", "--node", "1", "--varpath", "var/mosix-ha");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.err());
        JsonObject plan = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals("[2]", plan.get("stomith").toString());
        JsonObject bar = plan.getAsJsonObject("groups").getAsJsonObject("bar");
        assertEquals("CONFLICT", bar.get("rule").getAsString());
        assertEquals("stop", bar.get("tell").getAsString());
        assertTrue(bar.getAsJsonObject("metrics").get("chlevel").getAsBoolean());
        assertEquals(before, listing());
    }

    @Test
    void withoutJsonItIsATable() throws Exception {
        Outcome outcome = simulate("--mfsbase", "mfs", "--hpcbase", "hpc", "--node", "1");
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(
                "node 1 of the nodes 1, 2, 3; quorum (seen 3, remembered 3, ratio 0.6); STOMITH of 2", lines.get(0));
        assertTrue(lines.get(2).matches("GROUP +RULE +TELL +WHY"), outcome.out());
        assertTrue(lines.get(4).matches("bar +CONFLICT +stop +contested: also on node 2.*"), outcome.out());
    }

    @Test
    void aNodeThatIsNotThereIsOneLine() throws Exception {
        Outcome outcome = simulate("--json", "--mfsbase", "mfs", "--hpcbase", "hpc", "--node", "9");
        assertEquals(
                new Outcome(1, "", "mosha: no node 9 in " + dir.resolve("mfs") + "; there are: 1, 2, 3\n"), outcome);
    }

    @Test
    void aDamagedStatusIsOneLineOnStderr() throws Exception {
        Files.writeString(dir.resolve("mfs/2/var/mosix-ha/clstat"), "rubbish\n");
        Outcome outcome = simulate("--json", "--mfsbase", "mfs", "--hpcbase", "hpc", "--node", "1");
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.err().startsWith("mosha: node 2 possibly runs any group: "), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.out().contains("possibly on node 2"), outcome.out());
    }

    private Outcome simulate(String... args) throws Exception {
        return Shell.mosha(
                dir,
                Stream.concat(Stream.of("simulate", "-D", "var.dir=" + dir.resolve("var")), Stream.of(args))
                        .toArray(String[]::new));
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> paths = Files.walk(dir)) {
            return paths.sorted().map(SimulateIT::line).toList();
        }
    }

    private static String line(Path path) {
        try {
            return path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return path + " " + e;
        }
    }
}
