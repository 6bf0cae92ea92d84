package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {
    @TempDir
    private Path mfsbase;

    @Test
    void aStandbyThatCannotBeReadGoesOn() throws IOException {
        Station node = new Station(mfsbase, 1);
        Path file = node.file(DirectoryLayout.STANDBY);
        Station.write(file, "");
        try (node) {
            node.open();
            assertTrue(node.view().order().isPresent());
            makeUnreadable(file);
            node.engine.look();
            String trouble = node.sees(v -> !v.connected()).trouble();
            assertTrue(trouble.startsWith("cannot read " + file), trouble);
            assertTrue(node.view().order().isPresent());
            Files.delete(file);
            node.sees(v -> v.connected() && v.order().isEmpty());
            assertEquals("", node.view().trouble());
        }
    }

    @Test
    void aStandbyIsNotOverWhenTheDirectoryIsGone() throws IOException {
        Station node = new Station(mfsbase, 1);
        Standby standby = new Standby(node.id, node.life, node.layout);
        standby.look();
        assertFalse(standby.order().isPresent(), "before the first start there is no directory");
        Files.createDirectories(node.layout.base(node.id));
        standby.set(true, Set.of(node.id));
        standby.look();
        Path away = mfsbase.resolve("away");
        Files.move(mfsbase.resolve("1"), away);
        assertThrows(IOException.class, standby::look);
        assertTrue(standby.order().isPresent());
        Files.move(away, mfsbase.resolve("1"));
        standby.set(false, Set.of(node.id));
        standby.look();
        assertFalse(standby.order().isPresent());
    }

    @Test
    void aNodeDoesNotStartWhenNobodyKnowsWhetherItIsInStandby() throws IOException {
        Station node = new Station(mfsbase, 1);
        Path file = node.file(DirectoryLayout.STANDBY);
        makeUnreadable(file);
        IOException e = assertThrows(IOException.class, node::open);
        assertTrue(e.getMessage().startsWith("cannot read " + file), e.getMessage());
    }

    /** A loop of links: its name is there, and it can neither be read nor known to be missing, not even by root. */
    private static void makeUnreadable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        // at once, so that nobody sees that there is nothing
        Path next = Files.createSymbolicLink(file.resolveSibling("next"), file);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
