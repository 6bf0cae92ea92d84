package org.mosha.jmx;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.Notice;

/** What listeners are sent, and that slow ones do not hold the node up. */
class NotificationsTest {
    private final OpenBeans open = new OpenBeans();
    private final List<Notification> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aNoticeBecomesANotificationOfTheCluster() throws JMException {
        listen();
        tell(notice(Notice.GROUP_STATE, Map.of("group", "web", "level", "start", "state", "DONE")));
        await().until(() -> received.size() == 1);
        Notification notification = received.get(0);
        assertEquals("org.mosha.group.state", notification.getType());
        assertEquals(BeanNames.CLUSTER, notification.getSource());
        assertEquals(1234L, notification.getTimeStamp());
        assertEquals("it happened", notification.getMessage());
        assertEquals(
                Map.of("from", "", "group", "web", "level", "start", "node", "", "reason", "", "state", "DONE"),
                items(notification));
    }

    @Test
    void whoHearsOfAChangeAndLooksSeesIt() throws JMException {
        List<Object> seen = new CopyOnWriteArrayList<>();
        open.server.addNotificationListener(
                BeanNames.CLUSTER,
                (notification, handback) -> {
                    seen.add(open.server.isRegistered(BeanNames.group("db")));
                    received.add(notification);
                },
                null,
                null);
        open.node.tell(notice(Notice.GROUP_STATE, Map.of("group", "db")));
        NodeSnapshot with =
                SampleNode.with(Map.of(new GroupName("db"), SampleNode.idle("db")), List.of(SampleNode.ONE));
        assertEquals(List.of(), received);
        open.node.show(with);
        open.beans.update(with);
        await().until(() -> received.size() == 1);
        assertEquals(List.of(true), seen);
    }

    @Test
    void ofManyAtOnceTheFirstOnesDoNotWait() throws JMException {
        listen();
        for (int i = 0; i < Notifier.UNSEEN + 3; i++) {
            open.node.tell(notice(Notice.NODE_UP, Map.of("node", "2")));
        }
        await().until(() -> received.size() == 3);
        open.beans.update(open.node.snapshot());
        await().until(() -> received.size() == Notifier.UNSEEN + 3);
        assertEquals(Notifier.UNSEEN + 3, received.get(Notifier.UNSEEN + 2).getSequenceNumber());
    }

    @Test
    void whatANoticeSaysBeyondItsTypesItemsIsKept() throws JMException {
        listen();
        tell(notice(Notice.NODE_UP, Map.of("node", "2", "host", "b")));
        await().until(() -> received.size() == 1);
        assertEquals(Map.of("node", "2", "host", "b", "reason", ""), items(received.get(0)));
    }

    @Test
    void aTypeThatIsNotDeclaredIsSentAllTheSame() throws JMException {
        listen();
        tell(notice("org.mosha.other", Map.of()));
        await().until(() -> received.size() == 1);
        assertEquals(Map.of("message", "it happened"), items(received.get(0)));
    }

    @Test
    void aNoticeThatCannotBeSentDoesNotEndTheOthers() throws JMException {
        listen();
        tell(notice(Notice.NODE_UP, Map.of("", "a nameless item")));
        tell(notice(Notice.NODE_UP, Map.of()));
        await().until(() -> received.size() == 1);
        assertEquals(2, received.get(0).getSequenceNumber());
    }

    @Test
    void allTypesOfTheContractAreDeclaredWithTheirItems() throws JMException {
        Map<String, String> declared = Arrays.stream(
                        open.server.getMBeanInfo(BeanNames.CLUSTER).getNotifications())
                .collect(Collectors.toMap(info -> info.getNotifTypes()[0], info -> info.getDescription()));
        assertEquals(
                Set.of(
                        "org.mosha.group.state",
                        "org.mosha.group.conflict",
                        "org.mosha.quorum.lost",
                        "org.mosha.quorum.gained",
                        "org.mosha.node.up",
                        "org.mosha.node.down",
                        "org.mosha.node.stale",
                        "org.mosha.stomith",
                        "org.mosha.config.changed",
                        "org.mosha.config.rejected"),
                declared.keySet());
        assertTrue(
                declared.get("org.mosha.group.state").endsWith("user data: from, group, level, node, reason, state"));
    }

    @Test
    void aStuckListenerCostsTheOldestNoticesAndIsCounted() throws JMException {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicReference<Notification> first = new AtomicReference<>();
        open.server.addNotificationListener(
                BeanNames.CLUSTER,
                (notification, handback) -> {
                    received.add(notification);
                    if (first.compareAndSet(null, notification)) {
                        waitFor(stuck);
                    }
                },
                null,
                null);
        tell(notice(Notice.NODE_UP, Map.of("node", "1")));
        await().until(() -> first.get() != null);
        for (int i = 0; i < 10_010; i++) {
            tell(notice(Notice.NODE_UP, Map.of("node", "2")));
        }
        assertEquals(10L, open.get(BeanNames.CLUSTER, "NotificationsDropped"));
        stuck.countDown();
        await().until(() -> received.size() == 10_001);
        assertEquals(12, received.get(1).getSequenceNumber());
        assertEquals(10_011, received.get(10_000).getSequenceNumber());
        await().until(() -> open.get(BeanNames.CLUSTER, "NotificationsSent").equals(10_001L));
    }

    @Test
    void closeEndsTheThread() {
        open.beans.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("mosha-jmx-notifications")));
    }

    private void listen() throws JMException {
        open.server.addNotificationListener(
                BeanNames.CLUSTER, (notification, handback) -> received.add(notification), null, null);
    }

    /** Tells a notice, and then shows what it tells of. */
    private void tell(Notice notice) {
        open.node.tell(notice);
        open.beans.update(open.node.snapshot());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Notice notice(String type, Map<String, String> data) {
        return new Notice(type, "it happened", new TreeMap<>(data), 1234);
    }

    private static Map<String, Object> items(Notification notification) {
        CompositeData data = (CompositeData) notification.getUserData();
        return data.getCompositeType().keySet().stream().collect(Collectors.toMap(item -> item, data::get));
    }
}
