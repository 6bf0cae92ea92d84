package org.mosha.jmx.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.remote.JMXAuthenticator;
import javax.security.auth.Subject;
import org.mosha.config.Account;
import org.mosha.config.Accounts;
import org.mosha.config.PasswordHash;
import org.mosha.jmx.RemoteUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks who logs in. A right password is answered at once; a wrong one keeps its address waiting, but nobody who has
 * logged in before with the right one. One password is checked at a time, so that logins cannot take all processors
 * from the node.
 */
final class Login implements JMXAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final Duration TURN = Duration.ofSeconds(5);
    /** What the passwords of users that do not exist are compared with, so that they take as long. */
    private static final PasswordHash NOBODYS = Passwords.hash("");

    /** Waits for a time. */
    @FunctionalInterface
    interface Wait {
        void take(Duration time) throws InterruptedException;
    }

    private final AccountFiles accounts;
    private final Supplier<String> address;
    private final Wait wait;
    private final Penalties penalties = new Penalties();
    private final RightBefore rightBefore = new RightBefore();
    private final Semaphore turn = new Semaphore(1, true);

    /** Takes the accounts, what tells on a call's thread where it comes from, and what keeps such a thread waiting. */
    Login(AccountFiles accounts, Supplier<String> address, Wait wait) {
        this.accounts = accounts;
        this.address = address;
        this.wait = wait;
    }

    @Override
    public Subject authenticate(Object credentials) {
        if (!(credentials instanceof String[] pair) || pair.length != 2 || pair[0] == null || pair[1] == null) {
            throw new SecurityException("a user and a password are needed");
        }
        if (pair[1].length() > Passwords.MOST) {
            throw new SecurityException("a password has at most " + Passwords.MOST + " characters");
        }
        Optional<Account> account = accounts.of(pair[0]);
        if (!wasRightBefore(account, pair[1])) {
            check(pair[0], account, pair[1]);
        }
        RemoteUser user = new RemoteUser(pair[0], address.get(), account.orElseThrow());
        return new Subject(true, Set.of(user), Set.of(), Set.of());
    }

    private boolean wasRightBefore(Optional<Account> account, String password) {
        return account.isPresent() && rightBefore.was(account.get(), password, System.nanoTime());
    }

    private void check(String user, Optional<Account> account, String password) {
        String from = address.get();
        if (!penalties.mayTry(from, user)) {
            throw new SecurityException("too many wrong passwords from " + from + ": try again later");
        }
        boolean matches = matchesInTurn(password, account.map(Account::password).orElse(NOBODYS));
        if (!matches || account.isEmpty()) {
            LOG.warn("remote JMX: wrong user or password from {}, user {}", from, shown(user));
            await(from, user);
            throw new SecurityException("wrong user or password");
        }
        rightBefore.remember(account.get(), password);
    }

    private boolean matchesInTurn(String password, PasswordHash kept) {
        try {
            if (!turn.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SecurityException("too many logins at once: try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecurityException("the daemon ends");
        }
        try {
            return Passwords.matches(password, kept);
        } finally {
            turn.release();
        }
    }

    private void await(String from, String user) {
        Duration delay = penalties.wrong(from, user, System.nanoTime());
        if (delay.isZero()) {
            return;
        }
        try {
            wait.take(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            penalties.done(from, user);
        }
    }

    /** A password that was typed as a name would otherwise stand in the log. */
    private String shown(String user) {
        return Accounts.isUser(user) && accounts.of(user).isPresent() ? user : "not known";
    }
}
