package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UserLinesTest {
    private static final int NOBODY = 65534;
    private static final int CHANGES = 60;
    private static final int ATTACKS = 40;

    @TempDir
    Path dir;

    private Path others;
    private Path file;

    @BeforeEach
    void name() throws IOException {
        others = Files.createDirectory(dir.resolve("others"));
        file = others.resolve("passwords");
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void giveToNobody(Path path) throws IOException {
        assumeTrue(uid(dir) == 0, "only root gives files away");
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }

    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(others)) {
            found.forEach(all::add);
        }
        return all;
    }

    @Test
    void makesReplacesAndDeletesLinesAndLeavesNothingBeside() throws IOException {
        assertFalse(new UserLines(file).delete("alice"));
        assertEquals(List.of(), all());
        assertFalse(new UserLines(file).put("alice", "alice read"));
        assertFalse(new UserLines(file).put("bob", "bob read"));
        assertTrue(new UserLines(file).put("alice", "alice control"));
        assertEquals("alice control\nbob read\n", Files.readString(file));
        assertTrue(new UserLines(file).delete("bob"));
        assertFalse(new UserLines(file).delete("bob"));
        assertEquals("alice control\n", Files.readString(file));
        assertEquals("rw-------", permissions(file));
        assertEquals(List.of(file), all());
    }

    @Test
    void aFileThatMayOnlyBeReadIsChangedAsWell() throws IOException {
        Files.writeString(file, "bob read\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertTrue(new UserLines(file).delete("bob"));
        assertEquals("", Files.readString(file));
    }

    @Test
    void aMissingDirectoryIsSaid() {
        Path missing = dir.resolve("missing");
        IOException refused =
                assertThrows(IOException.class, () -> new UserLines(missing.resolve("file")).put("alice", "alice"));
        assertEquals("no directory " + missing, refused.getMessage());
    }

    @Test
    void whatALinkLeadsToIsReplacedNotTheLink() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("others/passwords"));
        new UserLines(link).put("alice", "alice read");
        assertEquals("alice read\n", Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aLinkOfAnotherUserIsNotFollowed() throws IOException {
        Path victim = Files.writeString(dir.resolve("victim"), "root read\n");
        Files.createSymbolicLink(file, victim);
        giveToNobody(file);
        assertThrows(IOException.class, () -> new UserLines(file).put("alice", "alice read"));
        assertEquals("root read\n", Files.readString(victim));
    }

    @Test
    void theFileRemainsItsOwners() throws IOException {
        Files.writeString(file, "bob read\n");
        giveToNobody(file);
        new UserLines(file).put("alice", "alice read");
        assertEquals(NOBODY, uid(file));
        assertEquals("bob read\nalice read\n", Files.readString(file));
    }

    @Test
    void changesAtTheSameTimeComeOneAfterTheOther() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> changes = new ArrayList<>();
            for (int user = 0; user < CHANGES; user++) {
                String name = "user" + user;
                changes.add(() -> {
                    new UserLines(file).put(name, name + " read");
                    return null;
                });
            }
            for (Future<Void> done : both.invokeAll(changes)) {
                done.get();
            }
        } finally {
            both.shutdownNow();
        }
        assertEquals(CHANGES, Files.readAllLines(file).size());
    }

    /** Its owner may rename, delete and make what it likes in a directory, also what is another user's there. */
    @Test
    @Timeout(300)
    void whoOwnsTheDirectoryGetsNoOtherFile() throws Exception {
        Path victim = Files.writeString(dir.resolve("victim"), "secret\n");
        Files.writeString(file, "bob read\n");
        giveToNobody(file);
        giveToNobody(others);
        AtomicInteger attacks = new AtomicInteger();
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        try {
            Future<Void> attack = attacker.submit(() -> putLinksInPlace(victim, attacks));
            while (attacks.get() < ATTACKS && !attack.isDone() && uid(victim) == 0) {
                putWhateverComes();
            }
            if (uid(victim) == 0) {
                attack.get();
            }
        } finally {
            attacker.shutdownNow();
        }
        assertEquals(0, uid(victim));
        assertEquals("secret\n", Files.readString(victim));
    }

    private void putWhateverComes() {
        try {
            new UserLines(file).put("alice", "alice read");
        } catch (IOException e) {
            // the attacker may keep root from changing the file: it is in its directory
            assertFalse(e.getMessage().isEmpty());
        }
    }

    private Void putLinksInPlace(Path victim, AtomicInteger attacks) throws IOException {
        while (attacks.get() < ATTACKS) {
            for (Path one : all()) {
                boolean isNew = !one.equals(file) && !Files.isSymbolicLink(one) && !isStolen(one);
                if (isNew && steal(one, victim, attacks.get())) {
                    attacks.incrementAndGet();
                }
            }
        }
        return null;
    }

    private static boolean isStolen(Path one) {
        return one.getFileName().toString().startsWith("stolen");
    }

    private boolean steal(Path one, Path victim, int number) {
        try {
            Files.move(one, others.resolve("stolen" + number));
            Files.createSymbolicLink(one, victim);
            return true;
        } catch (IOException e) {
            // it was gone already
            return false;
        }
    }
}
