package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
