package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;
import org.mosha.model.RunId;

/** Looks at processes that come and go as files do, each in the moment that matters. */
class RosterTest {
    /** More than there can be. */
    private static final int PARENT = 5_000_000;

    private static final int CHILD = PARENT + 1;

    @TempDir
    Path proc;

    private final Marks marks = new Marks("here", "life");
    private final Run run = new Run(new RunId(1), List.of());
    private Roster roster;
    private long startTicks;

    @BeforeEach
    void begin() throws IOException {
        roster = new Roster(new Proc(proc, Duration.ofSeconds(1)), marks, session -> session == PARENT);
        startTicks = Proc.nowTicks();
        Files.createDirectories(proc.resolve("sys/kernel"));
        appear((int) ProcessHandle.current().pid(), 1);
        appear(PARENT, PARENT);
        newest(PARENT);
        run.started(new SpawnedProcess(PARENT));
    }

    private void appear(int pid, int session) throws IOException {
        Files.createDirectory(proc.resolve(Integer.toString(pid)));
        show(pid, session, 4096);
    }

    private void show(int pid, int session, int memory) throws IOException {
        String rest = " 0 0 0 0 0 0 0 0 0 0 0 20 0 1 0 " + startTicks + ' ' + memory + " 1\n";
        Files.writeString(proc.resolve(pid + "/stat"), pid + " (x) R 1 " + session + ' ' + session + rest);
    }

    private void endParent() throws IOException {
        Path directory = proc.resolve(Integer.toString(PARENT));
        Files.delete(directory.resolve("stat"));
        Files.delete(directory);
        run.reaped();
        run.ended();
    }

    private void newest(int pid) throws IOException {
        Files.writeString(proc.resolve("sys/kernel/ns_last_pid"), pid + "\n");
    }

    private List<Integer> look() throws CannotLook {
        List<Integer> living = roster.look(List.of(run)).of(marks.of(1), PARENT, run.endTicks()).stream()
                .map(ProcStat::pid)
                .toList();
        assertTrue(roster.isComplete());
        return living;
    }

    @Test
    void whoHasANumberButIsNotThereYetIsSeenLater() throws IOException {
        newest(CHILD);
        assertEquals(List.of(PARENT), look());
        endParent();
        appear(CHILD, PARENT);
        assertEquals(List.of(CHILD), look());
    }

    @Test
    void whoGetsANumberBetweenLooksAndIsNotThereYetIsSeenLater() throws IOException {
        assertEquals(List.of(PARENT), look());
        newest(CHILD);
        assertEquals(List.of(PARENT), look());
        endParent();
        appear(CHILD, PARENT);
        assertEquals(List.of(CHILD), look());
    }

    @Test
    void whoAppearsAfterTheListWasMadeIsSeen() throws Exception {
        assertEquals(List.of(PARENT), look());
        endParent();
        CompletableFuture<Void> end = whenRead(dies(CHILD).resolve("stat"), () -> appear(CHILD + 1, PARENT));
        newest(CHILD + 1);
        assertEquals(List.of(CHILD + 1), look());
        end.get();
    }

    @Test
    void whoDiesBeforeItsMarkIsReadMayHaveLeftAChild() throws Exception {
        assertEquals(List.of(PARENT), look());
        endParent();
        appear(CHILD, CHILD);
        Path child = proc.resolve(Integer.toString(CHILD));
        CompletableFuture<Void> end = whenRead(child.resolve("environ"), () -> Files.delete(child.resolve("stat")));
        assertEquals(Set.of(CHILD), roster.look(List.of(run)).unsure());
        end.get();
        assertEquals(Set.of(), roster.look(List.of(run)).unsure());
    }

    @Test
    void whoIsAboutToEndWhenItsMarkIsReadMayHaveLeftAChild() throws Exception {
        assertEquals(List.of(PARENT), look());
        endParent();
        appear(CHILD, CHILD);
        Path mark = proc.resolve(CHILD + "/environ");
        CompletableFuture<Void> end = whenRead(mark, () -> show(CHILD, CHILD, 0));
        assertEquals(Set.of(CHILD), roster.look(List.of(run)).unsure());
        end.get();
        Files.delete(mark);
        assertEquals(Set.of(), roster.look(List.of(run)).unsure(), "however long its end takes");
    }

    @Test
    void nobodyIsLeftWhenAllHaveEnded() throws IOException {
        assertEquals(List.of(PARENT), look());
        endParent();
        assertEquals(List.of(), look());
    }

    private Path dies(int pid) throws IOException {
        return Files.createDirectory(proc.resolve(Integer.toString(pid)));
    }

    private interface Event {
        void happen() throws IOException;
    }

    /** Makes a file that is empty; who reads it has to wait until something has happened. */
    private static CompletableFuture<Void> whenRead(Path file, Event event) {
        assertTrue(GatePipe.make(file));
        return CompletableFuture.runAsync(() -> {
            try (OutputStream writer = Files.newOutputStream(file)) {
                event.happen();
                writer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
