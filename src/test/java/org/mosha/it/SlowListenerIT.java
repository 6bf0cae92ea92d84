package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnectionNotification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** A remote client that takes no notifications while more come than are kept for it. */
class SlowListenerIT {
    private static final int GROUPS = 60;
    /** What the connector keeps for its clients here; usually more. */
    private static final int KEPT = 1000;

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = Ports.free();
        daemon = new DaemonUnderTest(dir)
                .withRemoteJmx(port)
                .withEnvironment("MOSHA_DAEMON_OPTS", "-Djmx.remote.x.notification.buffer.size=" + KEPT);
        daemon.cltab(IntStream.range(0, GROUPS)
                .mapToObj(i -> "g" + i + ":t" + i + ":one,two:once:true")
                .toArray(String[]::new));
        all("one");
        daemon.start();
        daemon.awaitStatus("g59", "one DONE");
    }

    private static void all(String level) throws IOException {
        daemon.hactl(
                IntStream.range(0, GROUPS).mapToObj(i -> "g" + i + " " + level).toArray(String[]::new));
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void itLosesSomeAndIsToldAndHoldsUpNeitherTheDaemonNorAnotherListener() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        List<Notification> late = new CopyOnWriteArrayList<>();
        AtomicReference<String> lost = new AtomicReference<>("");
        try (Jmx slow = Jmx.at(port, "looker", "looks-only");
                Jmx honest = Jmx.at(port, "boss", "may-do-all")) {
            slow.onConnectionNews(news -> {
                if (news.getType().equals(JMXConnectionNotification.NOTIFS_LOST)) {
                    lost.set(news.getMessage());
                }
            });
            slow.listen(notification -> {
                late.add(notification);
                released.await();
            });
            List<Notification> heard = honest.listen();

            flip(heard);
            // what came with the first one it has already
            Await.until("it takes the first one", () -> !late.isEmpty());
            int begun = heard.size();
            while (heard.size() <= begun + KEPT) {
                flip(heard);
            }
            assertEquals(1, late.size());
            assertContiguous(heard);
            assertEquals(0L, honest.get(BeanNames.CLUSTER, "NotificationsDropped"));
            long cycles = (Long) honest.get(BeanNames.CYCLE_TIME, "Cycles");
            Await.until("cycles go on", () -> (Long) honest.get(BeanNames.CYCLE_TIME, "Cycles") > cycles);

            released.countDown();
            Await.until("it is told", () -> !lost.get().isEmpty());
            int before = heard.size();
            flip(heard);
            Await.until(
                    "it hears the newest again",
                    () -> late.get(late.size() - 1).getSequenceNumber()
                            >= heard.get(before).getSequenceNumber());
            assertTrue(late.size() < heard.size(), late.size() + " of " + heard.size());
        } finally {
            released.countDown();
        }
    }

    /** Brings all groups to the other level, and waits until they are there and a listener has heard of it. */
    private static void flip(List<Notification> heard) throws Exception {
        String now = (String) daemon.jmx().group("g0", "Level");
        String next = now.equals("one") ? "two" : "one";
        int before = heard.size();
        all(next);
        Await.until(
                "all are at " + next,
                () -> heard.stream()
                                .skip(before)
                                .filter(one -> one.getType().equals("org.mosha.group.state"))
                                .map(one -> (CompositeData) one.getUserData())
                                .filter(state -> next.equals(state.get("level")) && "DONE".equals(state.get("state")))
                                .map(state -> state.get("group"))
                                .distinct()
                                .count()
                        == GROUPS);
    }

    private static void assertContiguous(List<Notification> heard) {
        long first = heard.get(0).getSequenceNumber();
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(first + i, heard.get(i).getSequenceNumber());
        }
    }
}
