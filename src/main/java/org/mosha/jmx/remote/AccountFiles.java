package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosha.config.Account;
import org.mosha.config.Accounts;
import org.mosha.config.JmxSettings;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Setting;
import org.mosha.jmx.RemoteUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts as the files say now: a change counts from the next call on. Files that have become unreadable give
 * nobody access, wrong lines give nobody theirs.
 */
final class AccountFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFiles.class);

    /** No clock of a filesystem has a longer one. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Path passwords;
    private final Optional<Path> roles;
    private List<FileTime> seen = List.of();
    private Accounts accounts = Accounts.NONE;

    private AccountFiles(JmxSettings settings) {
        this.passwords = settings.passwordFile().orElseThrow();
        this.roles = settings.accessFile();
    }

    /** Reads them at start, when all must be well; fails with a sentence. */
    static AccountFiles read(JmxSettings settings) throws IOException {
        AccountFiles files = new AccountFiles(settings);
        Parsed<Accounts> read = files.read();
        if (!read.problems().isEmpty()) {
            throw new IOException(told(read.problems()));
        }
        files.accounts = read.value();
        return files;
    }

    /** What is worth a look at start, though it keeps no daemon from it. */
    synchronized List<String> warnings() {
        return accounts.byUser().isEmpty()
                ? List.of("nobody can log in to remote JMX: " + passwords + " has no user, 'mosha passwd' makes one")
                : List.of();
    }

    /** The account of a user, if there is one. */
    Optional<Account> of(String user) {
        return Optional.ofNullable(current().byUser().get(user));
    }

    /** The account of somebody who has logged in; empty when it is not what it was then. */
    Optional<Account> of(RemoteUser user) {
        return of(user.name()).filter(user.account()::equals);
    }

    private synchronized Accounts current() {
        List<FileTime> now = changed();
        if (!now.equals(seen) || now.isEmpty()) {
            long readMillis = System.currentTimeMillis();
            accounts = reread();
            // what is changed once more within one step of the file's clock does not show that in its time
            boolean lasts = now.stream().allMatch(time -> readMillis - time.toMillis() > STEP.toMillis());
            seen = lasts ? now : List.of();
        }
        return accounts;
    }

    private Accounts reread() {
        try {
            Parsed<Accounts> read = read();
            if (!read.problems().isEmpty()) {
                LOG.warn("remote JMX: {}", told(read.problems()));
            }
            return read.value();
        } catch (IOException e) {
            LOG.error("nobody can log in to remote JMX: {}", e.getMessage());
            return Accounts.NONE;
        }
    }

    private Parsed<Accounts> read() throws IOException {
        if (Files.notExists(passwords)) {
            throw new IOException(Setting.JMX_PASSWORD_FILE.key() + " " + passwords
                    + " is not there: 'mosha passwd USER --role control' makes it");
        }
        Parsed<Accounts> all =
                Accounts.parse(passwords.toString(), SecretFile.read(Setting.JMX_PASSWORD_FILE.key(), passwords));
        if (roles.isEmpty()) {
            return all;
        }
        Parsed<Accounts> allowed = all.value()
                .withRoles(roles.get().toString(), SecretFile.read(Setting.JMX_ACCESS_FILE.key(), roles.get()));
        List<Problem> problems = new ArrayList<>(all.problems());
        problems.addAll(allowed.problems());
        return new Parsed<>(allowed.value(), problems);
    }

    /** When the files, their names and their permissions were changed; empty when they cannot be seen. */
    private List<FileTime> changed() {
        List<FileTime> times = new ArrayList<>();
        try {
            times.add((FileTime) Files.getAttribute(passwords, "unix:ctime"));
            if (roles.isPresent()) {
                times.add((FileTime) Files.getAttribute(roles.get(), "unix:ctime"));
            }
            return times;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** In one sentence, which is told as a problem of the settings that name the files. */
    private static String told(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.file() + ":" + problem.line() + ": " + problem.text())
                .collect(Collectors.joining("; "));
    }
}
