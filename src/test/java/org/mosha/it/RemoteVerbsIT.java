package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;
import org.mosha.jmx.BeanNames;

/** The verbs over remote JMX, and how a daemon that cannot have it does not start. */
class RemoteVerbsIT {
    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = Ports.free();
        daemon = new DaemonUnderTest(dir);
        daemon.cltab("web:httpd:slow,fast:respawn:exec sleep 1000");
        daemon.hactl("web slow");
        Remote.prepare(daemon, port);
        daemon.start();
        daemon.awaitRunning("web");
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    private static Outcome remote(String user, String... verb) throws IOException, InterruptedException {
        return Remote.verb(daemon, port, user, verb);
    }

    @Test
    void whatLooksPrintsTheSameAsLocally() throws Exception {
        for (String[] verb : new String[][] {
            {"nodes"}, {"nodes", "--json"}, {"groups", "--json"}, {"why", "web"}, {"simulate", "--json"}
        }) {
            assertEquals(new Outcome(0, daemon.askHere(verb), ""), remote(Remote.READ, verb));
        }
        assertTrue(remote(Remote.READ, "groups").out().contains("\nweb    slow    1     slow   DONE"));
        assertEquals(0, remote(Remote.READ, "history").exitCode());
    }

    @Test
    void whatChangesNeedsTheControlRole() throws Exception {
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "mosha: not allowed: the role read may not call setRunlevel of org.mosha:type=Cluster\n"),
                remote(Remote.READ, "set", "web", "fast"));
        assertEquals(new Outcome(0, "web: slow -> fast\n", ""), remote(Remote.CONTROL, "set", "web", "fast"));
        assertEquals(new Outcome(0, "web: fast -> slow\n", ""), remote(Remote.CONTROL, "set", "web", "slow"));
        assertEquals(0, remote(Remote.CONTROL, "halt").exitCode());
        daemon.awaitStatus("web", " ");
        assertEquals(0, remote(Remote.CONTROL, "resume").exitCode());
        assertEquals(1, remote(Remote.CONTROL, "stomith", "1", "--yes").exitCode());
        daemon.awaitRunning("web");
    }

    @Test
    void theWholeServiceUrlWillDoAndAWrongPasswordIsOneLine() throws Exception {
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
        Path wrong = Files.writeString(dir.resolve("wrong"), "not the password\n");
        assertEquals(
                new Outcome(1, "", "mosha: the login was refused: wrong user or password\n"),
                daemon.mosha("nodes", "--url", url, "--user", "bob", "--password-file", wrong.toString()));
        assertEquals(
                new Outcome(1, "", "mosha: the login was refused: a user and a password are needed\n"),
                daemon.mosha("nodes", "--url", url));
        assertEquals(
                new Outcome(2, "", "mosha: no terminal to ask for the password: give --password-file\n"),
                daemon.mosha("nodes", "--url", url, "--user", "bob"));
    }

    @Test
    void whoAcceptsAndNeverAnswersIsGivenUpInTime() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertNoAnswer(mute.getLocalPort());
        }
    }

    @Test
    void anAddressThatSwallowsEverythingIsGivenUpInTime() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Linux drops the SYNs of those who come to a full backlog
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 300);
                } catch (IOException e) {
                    break;
                }
            }
            assertNoAnswer(full.getLocalPort());
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static void assertNoAnswer(int silent) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Outcome outcome = Remote.verb(daemon, silent, Remote.READ, "nodes", "--url-timeout", "1");
        assertEquals(new Outcome(1, "", "mosha: 127.0.0.1:" + silent + " does not answer within 1 s\n"), outcome);
        assertTrue(System.nanoTime() - begin < 60_000_000_000L, "it took too long");
    }

    @Test
    void whereNobodyListensIsOneLine() throws Exception {
        int nobody = Ports.free();
        assertEquals(
                new Outcome(1, "", "mosha: cannot connect to 127.0.0.1:" + nobody + ": Connection refused\n"),
                Remote.verb(daemon, nobody, Remote.READ, "nodes"));
    }

    @Test
    void theDaemonListensOnItsOnePortOnlyUntilALocalToolAttaches(@TempDir Path other) throws Exception {
        int free = Ports.free();
        try (DaemonUnderTest second = new DaemonUnderTest(other)) {
            second.cltab("# nothing");
            second.hactl("# nothing");
            Remote.prepare(second, free);
            second.start();
            Remote.connect(free, Remote.READ).close();
            assertEquals(Set.of(free), Processes.listeningPorts(second.pid()));
        }
    }

    @Test
    void aDaemonOfAnotherJdkKnowsItsCallersAndGuardsAsWell(@TempDir Path other) throws Exception {
        Optional<Path> jdk = otherJdk();
        assumeTrue(jdk.isPresent(), "there is no other JDK here");
        int free = Ports.free();
        try (DaemonUnderTest second = new DaemonUnderTest(other)) {
            second.cltab("web:httpd:slow,fast:respawn:exec sleep 1000");
            second.hactl("web slow");
            Remote.prepare(second, free);
            second.withEnvironment("JAVA_HOME", jdk.get().toString())
                    // an archive for it, which takes long, would never be used
                    .withEnvironment(
                            "MOSHA_CACHE", second.cltab().resolve("none").toString())
                    .start();
            assertEquals(
                    jdk.get() + "/bin/java", Processes.commandLine(second.pid()).get(0));
            try (Remote alice = Remote.connect(free, Remote.CONTROL);
                    Remote bob = Remote.connect(free, Remote.READ)) {
                List<Notification> heard = new CopyOnWriteArrayList<>();
                bob.beans.addNotificationListener(BeanNames.CLUSTER, (one, handback) -> heard.add(one), null, null);
                assertThrows(SecurityException.class, () -> bob.call(BeanNames.CLUSTER, "halt"));
                assertThrows(
                        SecurityException.class,
                        () -> alice.beans.createMBean("javax.management.timer.Timer", new ObjectName("x:type=x")));
                assertThrows(SecurityException.class, () -> alice.beans.unregisterMBean(BeanNames.CLUSTER));
                assertEquals("web: slow -> fast", alice.call(BeanNames.CLUSTER, "setRunlevel", "web", "fast"));
                Await.until("bob hears of it", () -> !heard.isEmpty());
                String history = String.join("\n", (String[]) bob.call(BeanNames.CLUSTER, "history", "1000"));
                assertTrue(history.contains("jmx (alice@127.0.0.1): setRunlevel web fast"), history);
            }
        }
    }

    /** A JDK of another release than this test's. */
    private static Optional<Path> otherJdk() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(all)) {
            return jdks.filter(jdk -> !Files.isSymbolicLink(jdk) && Files.exists(jdk.resolve("bin/java")))
                    .filter(jdk -> Files.exists(jdk.resolve("lib/libattach.so")))
                    .filter(jdk -> !jdk.equals(Path.of(System.getProperty("java.home"))))
                    .findFirst();
        }
    }

    @Test
    void aPortThatIsTakenAndAFileThatOthersMayReadAreOneLineAndNoStart(@TempDir Path other) throws Exception {
        try (DaemonUnderTest second = new DaemonUnderTest(other)) {
            Remote.prepare(second, port);
            Outcome taken = second.mosha("start");
            assertEquals(1, taken.exitCode());
            assertEquals(
                    "mosha: not started: remote JMX cannot listen on 127.0.0.1, port " + port
                            + ": Address already in use\n",
                    taken.err().replace(" (Bind failed)", ""));
            Path passwords = second.file("passwords");
            Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r-----"));
            Outcome open = second.mosha("start");
            assertEquals(1, open.exitCode());
            assertEquals(
                    "mosha: not started: jmx.password-file " + passwords + " is not its owner's alone: chmod 600 it\n",
                    open.err());
            Outcome bare = second.with("jmx.host", "10.0.0.7").mosha("start");
            assertEquals(1, bare.exitCode());
            assertTrue(bare.err().contains("needs jmx.tls=true"), bare.err());
        }
    }

    @Test
    void passwdKeepsTheFileForItsOwnerAndNeverThePasswordItself(@TempDir Path other) throws Exception {
        try (DaemonUnderTest second = new DaemonUnderTest(other)) {
            Remote.prepare(second, port);
            Path passwords = second.file("passwords");
            String before = Files.readString(passwords);
            assertFalse(before.contains(Remote.password(Remote.READ)));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)));
            // Shell.run closes stdin, where the password would come from
            assertEquals(
                    new Outcome(1, "", "mosha: a password has 8 to 256 characters: nothing was changed\n"),
                    second.mosha("passwd", "bob", "--role", "read"));
            assertEquals(2, second.moshaHere("passwd", "bob", "--role", "root").exitCode());
            assertEquals(2, second.moshaHere("passwd", "b b", "--role", "read").exitCode());
            assertEquals(2, second.moshaHere("passwd", "bob").exitCode());
            assertEquals(1, second.moshaHere("passwd", "nobody", "--delete").exitCode());
            assertEquals(before, Files.readString(passwords));
            List<String> piped = List.of("sh", "-c", "echo a-new-password | \"$@\"", "sh");
            List<String> line = new ArrayList<>(piped);
            line.addAll(second.command("passwd", "bob", "--role", "control"));
            Outcome changed = Shell.run(other, Map.of(), line);
            assertEquals(new Outcome(0, "bob is changed, role control, in " + passwords + "\n", ""), changed);
            List<String> after = Files.readAllLines(passwords);
            assertEquals(before.lines().toList().get(0), after.get(0));
            assertTrue(after.get(1).startsWith("bob control pbkdf2-sha256:"), after.toString());
        }
    }
}
