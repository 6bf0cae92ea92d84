package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.Processes;
import org.mosha.model.NodeId;

class RivalTest {
    private static final NodeId TWO = new NodeId(2);
    private static final Duration SESSION = Duration.ofSeconds(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path mfsbase;

    private DirectoryLayout layout;
    private Path file;
    private long dead;
    private Set<String> claimants = Set.of();

    @BeforeEach
    void makeDead() throws IOException, InterruptedException {
        layout = new DirectoryLayout(mfsbase, Optional.empty(), "var");
        file = layout.file(TWO, DirectoryLayout.MARK);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        dead = ended.pid();
    }

    private void mark(String host, long pid, Duration interval, Duration session, String machine) throws IOException {
        NodeMark left = new NodeMark(host, pid, "before", 5, interval, false, Optional.empty(), session, machine);
        Station.write(file, left.format());
    }

    private void mark(String host, long pid, String machine) throws IOException {
        mark(host, pid, Duration.ofMillis(100), SESSION, machine);
    }

    private Rival rival(String machine) {
        return rival(machine, () -> claimants);
    }

    private Rival rival(String machine, Rival.Claimants claiming) {
        DirectorySetup setup = new DirectorySetup(layout, TWO, "here", machine, "now", TIMEOUT, Duration.ofSeconds(2));
        return new Rival(setup, claiming, new TestClocks());
    }

    private Duration patience() throws IOException {
        return rival("boot").look();
    }

    @Test
    void whoHasLeftNothingIsNotWaitedFor() throws IOException {
        assertEquals(Duration.ZERO, patience());
    }

    @Test
    void aDeadProcessOfThisVeryBootIsNotWaitedFor() throws IOException {
        mark("here", dead, "boot");
        assertEquals(Duration.ZERO, patience());
        mark("here", ProcessHandle.current().pid(), "boot");
        assertEquals(Duration.ZERO, patience(), "the same number again");
    }

    @Test
    void aDeadProcessThatNobodyHasTakenNoticeOfIsNotWaitedFor() throws Exception {
        // the shell becomes a program that knows nothing of its child
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1001").start();
        try {
            long zombie = Long.parseLong(parent.inputReader().readLine());
            await().until(() -> Processes.commandLine(parent.pid()).equals(List.of("sleep", "1001")));
            assertTrue(ProcessSpace.lives(zombie));
            Processes.signal(zombie, "KILL");
            await().until(() -> !ProcessSpace.lives(zombie));
            assertTrue(ProcessHandle.of(zombie).isPresent());
            mark("here", zombie, "boot");
            assertEquals(Duration.ZERO, patience());
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    /** As where /proc hides the processes of other users, or one cannot be read just now. */
    @Test
    void aProcessOfWhichNothingCanBeReadLivesAsLongAsItsNumberIsTaken(@TempDir Path nothing) throws Exception {
        Process hidden = new ProcessBuilder("sleep", "1000").start();
        try {
            assertTrue(ProcessSpace.lives(nothing, hidden.pid()));
        } finally {
            hidden.destroyForcibly().waitFor();
        }
        assertFalse(ProcessSpace.lives(nothing, hidden.pid()));
    }

    @Test
    void anyOtherIsWaitedForAsLongAsItHasSaid() throws IOException {
        mark("here", ProcessHandle.current().parent().orElseThrow().pid(), "boot");
        assertEquals(SESSION, patience(), "a process that lives");
        mark("there", dead, "boot");
        assertEquals(SESSION, patience(), "another host");
        mark("here", dead, "another boot");
        assertEquals(SESSION, patience(), "another boot, or a container elsewhere");
        mark("here", dead, "");
        assertEquals(SESSION, patience(), "an older daemon, which does not say");
        assertEquals(SESSION, rival("").look(), "and one that does not know where it is itself");
    }

    @Test
    void aSlowOneIsWaitedForLongerThanItsSession() throws IOException {
        mark("there", dead, Duration.ofSeconds(5), Duration.ofSeconds(1), "");
        assertTrue(patience().compareTo(Duration.ofSeconds(10)) > 0);
    }

    @Test
    void whoIsProvenGoneIsNotWaitedFor() throws IOException {
        mark("there", dead, "");
        Files.writeString(layout.gone(TWO), "another life\n");
        assertEquals(SESSION, patience());
        Files.writeString(layout.gone(TWO), "before\n");
        assertEquals(Duration.ZERO, patience());
    }

    @Test
    void whoHasLeftClaimsAndNoMarkMayRunForTwiceTheTimeout() throws IOException {
        claimants = Set.of("before");
        assertEquals(TIMEOUT.multipliedBy(2), patience(), "its directory was removed");
        Station.write(file, "");
        assertEquals(TIMEOUT.multipliedBy(2), patience(), "its mark is damaged");
        Files.delete(file);
        Files.writeString(layout.gone(TWO), "before\n");
        assertEquals(Duration.ZERO, patience(), "its guard has proven that nothing of it is left");
        claimants = Set.of("before", "another");
        assertEquals(TIMEOUT.multipliedBy(2), patience(), "of that one nothing is proven");
    }

    @Test
    void whoComesBackWhileItIsWaitedForHasTheNumber() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Rival rival = rival("boot", () -> {
            asked.incrementAndGet();
            return Set.of("before");
        });
        CompletableFuture<IOException> refused =
                CompletableFuture.supplyAsync(() -> assertThrows(IOException.class, () -> rival.refuse(() -> false)));
        await().until(() -> asked.get() > 2 || refused.isDone());
        mark("there", dead, "");
        assertTrue(refused.get().getMessage().startsWith("node 2 is already run by host there"), "" + refused.get());
    }

    @Test
    void whoIsToldToStopWaitsNoLonger() throws IOException {
        mark("there", dead, "");
        IOException e = assertThrows(IOException.class, () -> rival("boot").refuse(() -> true));
        assertEquals(
                "something of the last daemon of node 2 may still run: host there (pid " + dead + ")", e.getMessage());
        assertEquals(
                "there", NodeMark.parse(Files.readString(file)).orElseThrow().host());
    }

    @Test
    void whatCannotBeReadMayBeAnybodys() throws IOException {
        Station.write(file, "");
        assertNotEquals(Duration.ZERO, patience());
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        IOException e = assertThrows(IOException.class, this::patience);
        assertTrue(e.getMessage().startsWith("cannot read " + file), e.getMessage());
    }

    @Test
    void theMarkTellsOfTheMachineAndOneOfAnOlderDaemonTellsOfNone() throws IOException {
        mark("here", dead, "boot@pid:[1]");
        NodeMark mark = NodeMark.parse(Files.readString(file)).orElseThrow();
        assertEquals("boot@pid:[1]", mark.machine());
        String old = mark.format().replaceAll("machine=.*\n", "");
        assertEquals("", NodeMark.parse(old).orElseThrow().machine());
        assertEquals(SESSION, NodeMark.parse(old).orElseThrow().session());
    }

    @Test
    void aProcessIsInOneSpaceOnly() {
        String one = ProcessSpace.of(Path.of("/one"));
        assertTrue(one.contains("@pid:["), one);
        assertEquals(one, ProcessSpace.of(Path.of("/one")));
    }

    /** What a dead daemon has left is stopped first by the next one on its var.dir, and by nobody else. */
    @Test
    void aDeadProcessThatHadAnotherVarDirIsWaitedFor() throws IOException {
        mark("here", dead, ProcessSpace.of(Path.of("/one")));
        assertEquals(Duration.ZERO, rival(ProcessSpace.of(Path.of("/one"))).look());
        assertEquals(SESSION, rival(ProcessSpace.of(Path.of("/other"))).look());
    }
}
