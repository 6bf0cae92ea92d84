package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Account;
import org.mosha.config.Role;

class AccountFilesTest {
    /** So many that several of them come within one step of the filesystem's clock. */
    private static final int CHANGES = 200;

    @TempDir
    Path dir;

    @Test
    void whatIsWrongIsToldWithItsPlaceInOneSentence() throws IOException {
        AccountsOnDisk disk = new AccountsOnDisk(dir);
        Path file = dir.resolve("passwords");
        Files.writeString(file, "garbage\nmore garbage\n");
        String message = assertThrows(IOException.class, disk::read).getMessage();
        String expected = ": expected user role hash, the role read or control";
        assertEquals(file + ":1" + expected + "; " + file + ":2" + expected, message);
    }

    @Test
    void aChangeCountsAlsoWhenItComesRightAfterAnother() throws IOException {
        AccountsOnDisk disk = new AccountsOnDisk(dir);
        AccountFiles files = disk.read();
        for (int i = 0; i < CHANGES; i++) {
            disk.put("carol", Role.CONTROL);
            assertEquals(Optional.of(Role.CONTROL), files.of("carol").map(Account::role));
            disk.put("carol", Role.READ);
            assertEquals(Optional.of(Role.READ), files.of("carol").map(Account::role));
            disk.delete("carol");
            assertEquals(Optional.empty(), files.of("carol"));
        }
    }
}
