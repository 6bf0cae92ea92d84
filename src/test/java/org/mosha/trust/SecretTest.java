package org.mosha.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir
    Path directory;

    @Test
    void oneThatIsMadeCanBeReadByItsOwnerOnly() throws Exception {
        Path file = directory.resolve("etc/secret");
        Secret.make(file, false);

        assertEquals(43, Secret.read(file).value().length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void oneThatIsThereIsReplacedByForceOnly() throws Exception {
        Path file = directory.resolve("secret");
        Secret.make(file, false);
        Secret first = Secret.read(file);

        TrustProblem problem = assertThrows(TrustProblem.class, () -> Secret.make(file, false));
        assertEquals(file + " exists: nothing was made (--force replaces it)", problem.getMessage());
        assertEquals(first, Secret.read(file));
        Secret.make(file, true);
        assertNotEquals(first, Secret.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fifteen letters", "fifteen-letters", "two lines of\nsixteen or more", "sixteen lettärs"})
    void whatIsEasilyGuessedOrNotOneLineIsRefused(String text) throws IOException {
        Path file = directory.resolve("secret");
        OwnerOnly.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        TrustProblem problem = assertThrows(TrustProblem.class, () -> Secret.read(file));

        assertTrue(problem.getMessage().startsWith(file + " holds no good secret"), problem.getMessage());
    }

    @Test
    void oneThatOthersCanReadIsRefused() throws Exception {
        Path file = directory.resolve("secret");
        Secret.make(file, false);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));

        assertThrows(TrustProblem.class, () -> Secret.read(file));
    }

    @Test
    void itIsNotPrinted() {
        assertEquals("Secret", new Secret("sixteen-letters!").toString());
    }
}
