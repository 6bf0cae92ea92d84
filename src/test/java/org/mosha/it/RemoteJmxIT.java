package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.Query;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** Remote JMX as an attacker finds it: whatever is tried, the group's process runs on, and the next client is served. */
class RemoteJmxIT {
    private static final String MEGABYTES = "x".repeat(10 << 20);

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static int port;
    private static long process;

    @BeforeAll
    static void start() throws Exception {
        port = Ports.free();
        daemon = new DaemonUnderTest(dir);
        daemon.cltab("web:httpd:slow,fast:respawn:exec sleep 1000");
        daemon.hactl("web slow");
        Remote.prepare(daemon, port);
        daemon.start();
        daemon.awaitRunning("web");
        process = daemon.jmx().pid("web", "httpd");
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @AfterEach
    void theNextHonestClientIsServedAndTheGroupIsUntouched() throws Exception {
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertEquals(1, alice.beans.getAttribute(BeanNames.CLUSTER, "NodeId"));
        }
        assertEquals(process, daemon.jmx().pid("web", "httpd"));
        assertTrue(Processes.isAlive(process));
    }

    @Test
    void nobodyGetsInWithoutAUserAndAPassword() {
        for (Object credentials : Arrays.asList(
                null, "alice", new String[] {"alice"}, new String[] {"alice", null}, new String[] {null, null})) {
            SecurityException refused = assertThrows(SecurityException.class, () -> connectWith(credentials));
            assertEquals("a user and a password are needed", refused.getMessage());
        }
    }

    @Test
    void credentialsOfAnotherClassOrSizeAreNotEvenMade() throws Exception {
        assertRefusedAs("REJECTED", () -> connectWith(new HashMap<>(Map.of("alice", "x"))));
        assertRefusedAs("REJECTED", () -> connectWith(new URL("http://localhost/")));
        assertRefusedAs("REJECTED", () -> connectWith(Level.INFO));
        assertRefusedAs("REJECTED", () -> connectWith(new Object[] {"alice", "x"}));
        assertRefusedAs("ClassNotFoundException", () -> connectWith(new Foreign()));
        assertRefusedAs("REJECTED", () -> connectWith(new int[3]));
        assertThrows(IOException.class, () -> connectWith(new String[] {MEGABYTES, "x"}));
    }

    private static void connectWith(Object credentials) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        environment.put(JMXConnector.CREDENTIALS, credentials);
        Remote.connect(port, environment).close();
    }

    private static void assertRefusedAs(String part, Executable attempt) {
        Exception refused = assertThrows(Exception.class, attempt);
        StringBuilder told = new StringBuilder();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            told.append(cause).append("; ");
        }
        assertTrue(told.toString().contains(part), told.toString());
    }

    @Test
    void aWrongPasswordWaitsLongerEachTime() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            SecurityException refused =
                    assertThrows(SecurityException.class, () -> connectWith(new String[] {i(waits), "wrong password"}));
            assertEquals("wrong user or password", refused.getMessage());
            waits.add((System.nanoTime() - begin) / 1_000_000);
        }
        assertTrue(waits.get(0) >= 250 && waits.get(1) >= 500 && waits.get(2) >= 1000, waits.toString());
    }

    /** A user that there is, and one that there is not. */
    private static String i(List<Long> waits) {
        return waits.size() == 1 ? "nobody" : Remote.CONTROL;
    }

    @Test
    void theReadRoleLooksAndAsks() throws Exception {
        try (Remote bob = Remote.connect(port, Remote.READ)) {
            assertEquals("slow", bob.beans.getAttribute(BeanNames.group("web"), "Level"));
            assertEquals(
                    2,
                    bob.beans
                            .getAttributes(BeanNames.CLUSTER, new String[] {"NodeId", "Engine"})
                            .size());
            assertTrue(((String) bob.call(BeanNames.CLUSTER, "why", "web")).startsWith("node 1: runs here"));
            assertTrue(((String) bob.call(BeanNames.CLUSTER, "simulate")).startsWith("{"));
            assertTrue(((String[]) bob.call(BeanNames.CLUSTER, "history", "5")).length > 0);
            assertNotNull(bob.beans.getAttribute(new ObjectName("java.lang:type=Memory"), "HeapMemoryUsage"));
            assertNotNull(bob.beans.getMBeanInfo(BeanNames.CLUSTER));
        }
    }

    @Test
    void theReadRoleChangesNothing() throws Exception {
        String hactl = Files.readString(daemon.hactl());
        try (Remote bob = Remote.connect(port, Remote.READ)) {
            assertDenied(bob, BeanNames.CLUSTER, "halt");
            assertDenied(bob, BeanNames.CLUSTER, "setRunlevel", "web", "fast");
            assertDenied(bob, BeanNames.CLUSTER, "stomith", "2");
            assertDenied(bob, BeanNames.CLUSTER, "reread");
            assertDenied(bob, BeanNames.group("web"), "halt");
            assertDenied(bob, BeanNames.QUORUM, "reset", "9");
            assertDenied(bob, BeanNames.STOMITH, "confirm", "2");
            assertDenied(bob, BeanNames.node(1), "stomith");
            Attribute seconds = new Attribute("Seconds", 9.0);
            assertThrows(SecurityException.class, () -> bob.beans.setAttribute(BeanNames.CYCLE_TIME, seconds));
            assertThrows(
                    SecurityException.class,
                    () -> bob.beans.setAttributes(
                            BeanNames.CYCLE_TIME, new javax.management.AttributeList(List.of(seconds))));
            assertEquals(1.0, bob.beans.getAttribute(BeanNames.CYCLE_TIME, "Seconds"));
        }
        assertEquals(hactl, Files.readString(daemon.hactl()));
        daemon.awaitLog("jmx (bob@127.0.0.1): refused: the role read may not call halt of org.mosha:type=Cluster");
    }

    private static void assertDenied(Remote client, ObjectName bean, String operation, Object... arguments) {
        SecurityException denied = assertThrows(SecurityException.class, () -> client.call(bean, operation, arguments));
        assertTrue(denied.getMessage().contains(" may not call " + operation + " of " + bean), denied.getMessage());
    }

    @Test
    void nobodyCreatesOrRemovesBeans() throws Exception {
        ObjectName loader = new ObjectName("evil:type=MLet");
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertThrows(
                    SecurityException.class, () -> alice.beans.createMBean("javax.management.loading.MLet", loader));
            assertThrows(
                    SecurityException.class,
                    () -> alice.beans.createMBean(
                            "javax.management.timer.Timer", loader, new Object[0], new String[0]));
            assertThrows(
                    SecurityException.class,
                    () -> alice.beans.createMBean("javax.management.timer.Timer", loader, BeanNames.CLUSTER));
            assertThrows(SecurityException.class, () -> alice.beans.unregisterMBean(BeanNames.CLUSTER));
            assertThrows(SecurityException.class, () -> alice.beans.unregisterMBean(BeanNames.group("web")));
            assertThrows(
                    SecurityException.class,
                    () -> alice.beans.addNotificationListener(BeanNames.CLUSTER, BeanNames.QUORUM, null, null));
            assertFalse(alice.beans.isRegistered(loader));
            assertTrue(alice.beans.isRegistered(BeanNames.CLUSTER));
        }
    }

    @Test
    void nobodyDiagnosesTheJvm() throws Exception {
        Path dump = dir.resolve("heap.hprof");
        ObjectName hotspot = new ObjectName("com.sun.management:type=HotSpotDiagnostic");
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        ObjectName logging = new ObjectName("java.util.logging:type=Logging");
        ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertThrows(
                    SecurityException.class,
                    () -> alice.beans.invoke(hotspot, "dumpHeap", new Object[] {dump.toString(), true}, new String[] {
                        "java.lang.String", "boolean"
                    }));
            assertDenied(alice, hotspot, "setVMOption", "HeapDumpOnOutOfMemoryError", "true");
            assertDenied(alice, commands, "gcClassHistogram");
            assertDenied(alice, commands, "jvmtiAgentLoad", "/tmp/agent.so");
            assertDenied(alice, logging, "setLoggerLevel", "", "ALL");
            assertDenied(alice, memory, "gc");
            assertDenied(alice, new ObjectName("java.lang:type=Threading"), "findDeadlockedThreads");
            assertThrows(
                    SecurityException.class, () -> alice.beans.setAttribute(memory, new Attribute("Verbose", true)));
            assertThrows(SecurityException.class, () -> alice.beans.getAttribute(hotspot, "DiagnosticOptions"));
            assertThrows(SecurityException.class, () -> alice.beans.getMBeanInfo(commands));
            assertFalse(alice.beans.isRegistered(commands));
        }
        assertFalse(Files.exists(dump));
    }

    @Test
    void queriesShowMoshasBeansAndTheJvmsAndNoOthers() throws Exception {
        Set<String> expected = Set.of("JMImplementation", "java.lang", "org.mosha");
        try (Remote bob = Remote.connect(port, Remote.READ)) {
            assertEquals(expected, domains(bob.beans.queryNames(null, null)));
            assertEquals(
                    expected,
                    domains(bob.beans.queryNames(null, Query.not(Query.isInstanceOf(Query.value("nothing"))))));
            assertEquals(Set.of(), bob.beans.queryNames(new ObjectName("com.sun.management:*"), null));
            assertEquals(expected, new TreeSet<>(List.of(bob.beans.getDomains())));
            assertEquals(
                    Set.of(BeanNames.group("web")),
                    bob.beans.queryNames(null, Query.eq(Query.attr("WantedLevel"), Query.value("slow"))));
        }
    }

    private static Set<String> domains(Set<ObjectName> names) {
        return names.stream().map(ObjectName::getDomain).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theRegistryCannotBeChanged() throws Exception {
        Registry registry = LocateRegistry.getRegistry("127.0.0.1", port);
        assertRefusedAs("AccessException", () -> registry.rebind("jmxrmi", registry.lookup("jmxrmi")));
        assertRefusedAs("AccessException", () -> registry.bind("other", registry.lookup("jmxrmi")));
        assertRefusedAs("AccessException", () -> registry.unbind("jmxrmi"));
        assertEquals(List.of("jmxrmi"), List.of(registry.list()));
    }

    @Test
    void argumentsOfAnotherClassOrSizeAreNotEvenMade() throws Exception {
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertRefusedAs("ClassNotFoundException", () -> alice.call(BeanNames.CLUSTER, "why", new Foreign()));
            for (Object argument :
                    List.of(new HashMap<>(Map.of(1, 2)), new URL("http://localhost/"), Level.INFO, new long[1025])) {
                assertRefusedAs("REJECTED", () -> alice.call(BeanNames.CLUSTER, "why", argument));
                assertRefusedAs(
                        "REJECTED",
                        () -> alice.beans.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", argument)));
            }
        }
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertThrows(IOException.class, () -> alice.call(BeanNames.CLUSTER, "why", MEGABYTES));
        }
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertThrows(
                    IOException.class,
                    () -> alice.beans.getAttributes(BeanNames.CLUSTER, new String[] {MEGABYTES, "x"}));
        }
    }

    @Test
    void aThousandConnectionsTakeNeitherThreadsNorMemoryNorThePlacesOfOthers() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        long before = residentKib();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                halfOpen(socket, i);
                if (i % 250 == 249) {
                    try (Remote bob = Remote.connect(port, Remote.READ)) {
                        assertEquals(1, bob.beans.getAttribute(BeanNames.CLUSTER, "NodeId"));
                    }
                }
            }
            ObjectName threading = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
            Await.untilHolds(() -> {
                int threads = (Integer) daemon.jmx().get(threading, "ThreadCount");
                assertTrue(threads < 160, "threads: " + threads);
            });
            long grown = residentKib() - before;
            assertTrue(grown < 100 << 10, "KiB more: " + grown);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** Says nothing, half a greeting, or what is no RMI at all. */
    private static void halfOpen(Socket socket, int i) throws IOException {
        String words = List.of("", "JRM", "JRMI\0\2K", "GET / HTTP/1.1\r\n\r\n").get(i % 4);
        OutputStream out = socket.getOutputStream();
        out.write(words.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void changesAreInTheHistoryWithUserAddressArgumentsAndResult() throws Exception {
        try (Remote alice = Remote.connect(port, Remote.CONTROL)) {
            assertEquals("web: slow -> fast", alice.call(BeanNames.CLUSTER, "setRunlevel", "web", "fast"));
            daemon.awaitStatus("web", "fast DONE");
            alice.call(BeanNames.CLUSTER, "setRunlevel", "web", "slow");
            daemon.awaitStatus("web", "slow DONE");
            alice.beans.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", 1.0));
            String history = String.join("\n", (String[]) alice.call(BeanNames.CLUSTER, "history", "1000"));
            String prefix = "jmx (alice@127.0.0.1): ";
            assertTrue(history.contains(prefix + "setRunlevel web fast: web: slow -> fast"), history);
            assertTrue(history.contains(prefix + "CycleTime: Seconds = 1.0"), history);
            assertTrue(daemon.log().contains(prefix + "setRunlevel web fast: web: slow -> fast"));
        }
    }

    @Test
    void aRemoteListenerHearsTheClusterAndNothingOfTheJvm() throws Exception {
        List<Notification> heard = new CopyOnWriteArrayList<>();
        try (Remote bob = Remote.connect(port, Remote.READ);
                Remote alice = Remote.connect(port, Remote.CONTROL)) {
            bob.beans.addNotificationListener(BeanNames.CLUSTER, (one, handback) -> heard.add(one), null, null);
            alice.call(BeanNames.CLUSTER, "setRunlevel", "web", "fast");
            Await.until(
                    "the change is told",
                    () -> heard.stream()
                            .anyMatch(one -> one.getUserData() instanceof CompositeData data
                                    && one.getType().equals("org.mosha.group.state")
                                    && data.get("level").equals("fast")));
            alice.call(BeanNames.CLUSTER, "setRunlevel", "web", "slow");
            daemon.awaitStatus("web", "slow DONE");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bob.beans.addNotificationListener(
                            new ObjectName("java.lang:type=Memory"), (one, handback) -> {}, null, null));
            assertThrows(
                    SecurityException.class,
                    () -> bob.beans.addNotificationListener(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            (one, handback) -> {},
                            null,
                            null));
        }
    }

    @Test
    void aUserWhoIsDeletedOrChangedIsOutAtOnce() throws Exception {
        Remote.passwd(daemon, "carol", "control");
        try (Remote carol = Remote.connect(port, "carol")) {
            assertEquals(1, carol.beans.getAttribute(BeanNames.CLUSTER, "NodeId"));
            Remote.passwd(daemon, "carol", "read");
            assertThrows(SecurityException.class, () -> carol.call(BeanNames.CLUSTER, "reread"));
            assertThrows(SecurityException.class, () -> carol.beans.getAttribute(BeanNames.CLUSTER, "NodeId"));
        }
        Remote.connect(port, "carol").close();
        daemon.ask("passwd", "carol", "--delete");
        assertThrows(SecurityException.class, () -> Remote.connect(port, "carol"));
    }

    /** What the daemon does not have. {@link Level} is what it has. */
    private static final class Foreign implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }
}
