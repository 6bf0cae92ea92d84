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
 * Checks who logs in. A right password is answered at once; a wrong one keeps its address waiting. One password is
 * checked at a time, so that logins cannot take all processors from the node.
 */
final class Login implements JMXAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final Duration TURN = Duration.ofSeconds(5);
    /** What the passwords of users that do not exist are compared with, so that they take as long. */
    private static final PasswordHash NOBODYS = Passwords.hash("");

    private final AccountFiles accounts;
    private final Supplier<String> address;
    private final Penalties penalties = new Penalties();
    private final RightBefore rightBefore = new RightBefore();
    private final Semaphore turn = new Semaphore(1, true);

    /** Takes the accounts, and what tells on a call's thread where it comes from. */
    Login(AccountFiles accounts, Supplier<String> address) {
        this.accounts = accounts;
        this.address = address;
    }

    @Override
    public Subject authenticate(Object credentials) {
        if (!(credentials instanceof String[] pair) || pair.length != 2 || pair[0] == null || pair[1] == null) {
            throw new SecurityException("a user and a password are needed");
        }
        String from = address.get();
        if (!penalties.mayTry(from)) {
            throw new SecurityException("too many wrong passwords from " + from + ": try again later");
        }
        Optional<Account> account = accounts.of(pair[0]);
        if (!isRight(account, pair[1])) {
            LOG.warn("remote JMX: wrong user or password from {}, user {}", from, shown(pair[0]));
            await(from);
            throw new SecurityException("wrong user or password");
        }
        RemoteUser user = new RemoteUser(pair[0], from, account.orElseThrow());
        LOG.info("remote JMX: {} has logged in, role {}", user, user.account().role());
        return new Subject(true, Set.of(user), Set.of(), Set.of());
    }

    private boolean isRight(Optional<Account> account, String password) {
        if (password.length() > Passwords.MOST) {
            return false;
        }
        if (account.isPresent() && rightBefore.was(account.get(), password)) {
            return true;
        }
        boolean matches = matchesInTurn(password, account.map(Account::password).orElse(NOBODYS));
        if (matches && account.isPresent()) {
            rightBefore.remember(account.get(), password);
        }
        return matches && account.isPresent();
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

    private void await(String from) {
        Duration delay = penalties.wrong(from, System.nanoTime());
        if (delay.isZero()) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            penalties.done(from);
        }
    }

    /** A password that was typed as a name would otherwise stand in the log. */
    private String shown(String user) {
        return Accounts.isUser(user) && accounts.of(user).isPresent() ? user : "not known";
    }
}
