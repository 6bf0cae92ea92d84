package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
    @Test
    void aProgramOfTheSystemsIsFoundAndNoOther() throws IOException {
        assertTrue(Files.isExecutable(Path.of(ThisMachine.program("setsid"))));
        IOException refused = assertThrows(IOException.class, () -> ThisMachine.program("no-such-program"));
        assertEquals("this machine has no program 'no-such-program'", refused.getMessage());
    }

    @Test
    void theUserIsTheOneWhoseFilesThisProcessMakes(@TempDir Path dir) throws IOException {
        Path made = Files.createFile(dir.resolve("made"));
        assertEquals(Files.getAttribute(made, "unix:uid"), ThisMachine.uid());
    }

    @Test
    void aBootHasOneNameForAsLongAsItLasts() throws IOException {
        assertTrue(ThisMachine.bootId().matches("[0-9a-f-]{36}"), ThisMachine.bootId());
        assertEquals(ThisMachine.bootId(), ThisMachine.bootId());
    }
}
