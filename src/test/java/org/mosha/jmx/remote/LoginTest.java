package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Role;
import org.mosha.jmx.RemoteUser;

/** What wrong passwords do to others of the same address: nothing. */
class LoginTest {
    @TempDir
    Path dir;

    private final CountDownLatch longEnough = new CountDownLatch(1);
    private final Semaphore waiting = new Semaphore(0);
    private final ExecutorService others = Executors.newCachedThreadPool();
    private Login login;

    @BeforeEach
    void makeAccounts() throws Exception {
        AccountsOnDisk accounts = new AccountsOnDisk(dir);
        accounts.put("alice", Role.CONTROL);
        accounts.put("bob", Role.READ);
        accounts.put("monitor", Role.READ);
        login = new Login(accounts.read(), () -> "127.0.0.1", this::await);
    }

    private void await(Duration time) throws InterruptedException {
        waiting.release();
        longEnough.await();
    }

    @AfterEach
    void end() throws InterruptedException {
        longEnough.countDown();
        others.shutdown();
        others.awaitTermination(1, TimeUnit.MINUTES);
    }

    @Test
    void theRightPasswordIsAnsweredWhileWrongOnesOfTheSameUserAndAddressWait() throws Exception {
        assertLetsIn("alice");
        List<Future<?>> wrong = keepWaiting("alice", Penalties.WAITING_USER);
        assertRefused("too many wrong passwords from 127.0.0.1: try again later", "alice", "wrong");
        assertLetsIn("alice");
        longEnough.countDown();
        for (Future<?> one : wrong) {
            one.get();
        }
        assertRefused("wrong user or password", "alice", "wrong");
    }

    @Test
    void aFirstLoginIsAnsweredWhileWrongOnesOfAnotherUserWait() throws Exception {
        keepWaiting("monitor", Penalties.WAITING_USER);
        assertRefused("too many wrong passwords from 127.0.0.1: try again later", "monitor", "wrong");
        assertLetsIn("bob");
    }

    private List<Future<?>> keepWaiting(String user, int count) throws InterruptedException {
        List<Future<?>> tries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tries.add(others.submit(() -> assertRefused("wrong user or password", user, "wrong")));
        }
        assertTrue(waiting.tryAcquire(count, 1, TimeUnit.MINUTES));
        return tries;
    }

    private void assertLetsIn(String user) {
        RemoteUser in = login.authenticate(new String[] {user, AccountsOnDisk.PASSWORD})
                .getPrincipals(RemoteUser.class)
                .iterator()
                .next();
        assertEquals(user + "@127.0.0.1", in.toString());
    }

    private void assertRefused(String sentence, String user, String password) {
        SecurityException refused =
                assertThrows(SecurityException.class, () -> login.authenticate(new String[] {user, password}));
        assertEquals(sentence, refused.getMessage());
    }
}
