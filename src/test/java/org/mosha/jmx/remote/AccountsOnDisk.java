package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.mosha.config.Account;
import org.mosha.config.JmxSettings;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;

/** A password file, in which all users have the same password. */
final class AccountsOnDisk {
    static final String PASSWORD = "the right one";
    /** Of one iteration, so that a busy machine checks it at once. */
    private static final PasswordHash HASH = PasswordHash.parse(
                    "pbkdf2-sha256:1:MDEyMzQ1Njc4OWFiY2RlZg==:N9/O+QDpP+PvDmJeNk5bnbuDSl0XspI2hrYR3/p+Gtw=")
            .orElseThrow();

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Path next;
    private final Map<String, Account> accounts = new TreeMap<>();

    /** Makes the file, without users. */
    AccountsOnDisk(Path dir) throws IOException {
        file = dir.resolve("passwords");
        next = dir.resolve("passwords.new");
        write();
    }

    /** Makes or changes an account. */
    void put(String user, Role role) throws IOException {
        accounts.put(user, new Account(role, HASH));
        write();
    }

    /** Ends an account. */
    void delete(String user) throws IOException {
        accounts.remove(user);
        write();
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        accounts.forEach((user, account) -> text.append(user)
                .append(' ')
                .append(account.role())
                .append(' ')
                .append(account.password())
                .append('\n'));
        // as mosha passwd does: nobody reads half of it
        Files.writeString(next, text);
        Files.setPosixFilePermissions(next, OWNERS);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The accounts as the daemon sees them. */
    AccountFiles read() throws IOException {
        return AccountFiles.read(settings(1));
    }

    /** Remote JMX for these accounts. */
    JmxSettings settings(int port) {
        return new JmxSettings(
                OptionalInt.of(port),
                "127.0.0.1",
                Optional.of(file),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
