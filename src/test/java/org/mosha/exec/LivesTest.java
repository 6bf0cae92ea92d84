package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;

class LivesTest {
    @TempDir
    Path dir;

    private ProcStat self;

    @BeforeEach
    void look() throws IOException {
        self = new Proc().stat(ProcessHandle.current().pid()).orElseThrow();
    }

    private List<ProcStat> believed(String life) throws IOException {
        return Lives.read(dir).believed(new Marks.Mark(life, 1), List.of(self));
    }

    @Test
    void onlyWhatIsOnRecordIsBelieved() throws IOException {
        Lives.add(dir, "first.secret");
        Lives.add(dir, "second.secret");
        assertEquals(List.of(self), believed("first.secret"));
        assertEquals(List.of(self), believed("second.secret"));
        assertEquals(List.of(), believed("first"));
        assertEquals(List.of(), believed("first.guess"));
        assertEquals(List.of(), believed(""));
    }

    @Test
    void anyLifeOfThisUsersIsBelievedWhereNoneIsOnRecord() throws IOException {
        assertEquals(List.of(self), believed("any"));
    }

    @Test
    void theNewestAreKept() throws IOException {
        for (int life = 0; life <= Lives.MOST; life++) {
            Lives.add(dir, "life" + life);
        }
        assertEquals(List.of(), believed("life0"));
        assertEquals(List.of(self), believed("life1"));
        assertEquals(List.of(self), believed("life" + Lives.MOST));
        assertEquals(Lives.MOST, Files.readAllLines(dir.resolve("lives")).size());
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        Files.writeString(dir.resolve("lives.new"), "left half-way");
        Lives.add(dir, "life");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("lives"))));
        assertEquals("life\n", Files.readString(dir.resolve("lives")));
    }
}
