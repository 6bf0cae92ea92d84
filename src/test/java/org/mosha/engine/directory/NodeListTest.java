package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.model.NodeId;

class NodeListTest {
    private static final NodeId TWO = new NodeId(2);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"0,false", "1,false", "2,true", "3,true", "4,false", "6,true", "0x2,true", "010,true", "08,false"})
    void aNodeIsUpWhenItsStatusHasTheSecondBit(String status, boolean up) throws IOException {
        status(2, status + "\n");
        assertEquals(up, list().isUp(TWO));
    }

    @Test
    void onlyNumbersAreNodes() throws IOException {
        status(1, "2");
        status(12, "0");
        Files.createDirectories(directory.resolve("nodes/3x"));
        Files.createDirectories(directory.resolve("nodes/0"));
        assertEquals(Set.of(new NodeId(1), new NodeId(12)), list().all());
    }

    @Test
    void aNodeWithoutStatusIsNotUp() throws IOException {
        Files.createDirectories(directory.resolve("nodes/2"));
        NodeList list = list();
        assertFalse(list.isUp(TWO));
        assertTrue(list.all().contains(TWO));
    }

    @Test
    void aStatusThatIsJustBeingWrittenCountsAsBefore() throws IOException {
        status(2, "2");
        NodeList list = list();
        status(2, "");
        list.look();
        assertTrue(list.isUp(TWO));
        assertEquals(1, list.warnings().size());
        status(2, "0");
        list.look();
        assertFalse(list.isUp(TWO));
    }

    @Test
    void aDirectoryThatIsGoneIsTroubleAndForgetsNothing() throws IOException {
        status(2, "2");
        NodeList list = list();
        Files.move(directory.resolve("nodes"), directory.resolve("gone"));
        IOException e = assertThrows(IOException.class, list::look);
        assertEquals("cannot read " + directory.resolve("nodes") + ": no such file or directory", e.getMessage());
        assertTrue(list.isUp(TWO));
    }

    @Test
    void theEngineFollowsTheStatus() throws IOException {
        status(1, "2");
        status(2, "2");
        DirectoryLayout layout = new DirectoryLayout(directory.resolve("mfs"), Optional.of(directory), "v");
        try (Station one = new Station(layout, 1, Duration.ofSeconds(60)).open()) {
            assertTrue(one.view().nodes().get(TWO).up());
            assertFalse(one.view().nodes().get(TWO).runsMosha());
            status(2, "0");
            one.sees(v -> !v.nodes().get(TWO).up());
            assertTrue(one.view().nodes().get(new NodeId(1)).up());
        }
    }

    private NodeList list() throws IOException {
        NodeList list = new NodeList(new DirectoryLayout(directory, Optional.of(directory), "v"));
        list.look();
        return list;
    }

    private void status(int node, String text) throws IOException {
        Station.write(directory.resolve("nodes/" + node + "/status"), text);
    }
}
