package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** The daemon's beans as a tool sees them that attaches to it. */
class JmxIT {
    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static Set<Integer> portsBefore;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "web:httpd:slow,fast:respawn:exec sleep 1000",
                "web:greets:fast,:once:echo fast",
                "tape:tape-test:test:test:exit 9",
                "tape:tape-run:start:respawn:exec sleep 1000",
                "rests:nothing:1:respawn:exec sleep 1000");
        daemon.hactl("web slow", "tape start", "rests stop");
        daemon.start();
        portsBefore = Processes.listeningPorts(daemon.pid());
        daemon.awaitRunning("web");
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void noPortIsOpenBeforeAToolAttaches() throws Exception {
        assertEquals(Set.of(), portsBefore);
        // the look itself works: the local agent has opened one since
        assertEquals(1, Processes.listeningPorts(daemon.pid()).size());
    }

    @Test
    void everyBeanHasWhatTheContractSaysWithWordsForPeople() throws Exception {
        assertBean(
                BeanNames.CLUSTER,
                "NodeId Engine EngineConnected UpNodes Groups Hastat Standby ConfigProblems Version",
                "setRunlevel halt resume haltCluster stomith reread why simulate history");
        assertBean(
                BeanNames.group("web"),
                "Name WantedLevel Level State Node Local Running SinceMillis RespawnCount Epoch Why Processes",
                "setRunlevel halt");
        assertBean(BeanNames.QUORUM, "Quorate EngineReached VisibleNodes RememberedNodes RequiredNodes Ratio", "reset");
        assertBean(BeanNames.CYCLE_TIME, "Seconds LastCycleMillis Cycles Wakeups", "cycleNow");
        assertBean(BeanNames.STOMITH, "Method Count LastNode LastResult Pending", "stomith confirm test");
        assertBean(BeanNames.node(1), "Id Host Up Stale Standby LastSeenMillis GroupCount", "stomith");
    }

    private static void assertBean(ObjectName bean, String attributes, String operations) throws Exception {
        MBeanInfo info = daemon.jmx().info(bean);
        assertDescribed(bean, attributes, info.getAttributes());
        assertDescribed(bean, operations, info.getOperations());
        for (var attribute : info.getAttributes()) {
            daemon.jmx().get(bean, attribute.getName());
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertTrue(operation.getImpact() != MBeanOperationInfo.UNKNOWN, bean + " " + operation.getName());
            for (var parameter : operation.getSignature()) {
                assertEquals(String.class.getName(), parameter.getType(), bean + " " + operation.getName());
                assertFalse(parameter.getName().matches("p[0-9]"), bean + " " + operation.getName());
            }
        }
    }

    private static void assertDescribed(ObjectName bean, String names, MBeanFeatureInfo... features) {
        Set<String> missing = new TreeSet<>(List.of(names.split(" ")));
        for (MBeanFeatureInfo feature : features) {
            missing.remove(feature.getName());
            assertTrue(feature.getDescription().contains(" "), bean + " " + feature.getName());
        }
        assertEquals(Set.of(), missing, bean.toString());
    }

    @Test
    void theClusterOfOneIsShown() throws Exception {
        Jmx jmx = daemon.jmx();
        assertEquals(1, jmx.get(BeanNames.CLUSTER, "NodeId"));
        assertEquals("directory", jmx.get(BeanNames.CLUSTER, "Engine"));
        assertEquals(true, jmx.get(BeanNames.CLUSTER, "EngineConnected"));
        assertArrayEquals(new int[] {1}, (int[]) jmx.get(BeanNames.CLUSTER, "UpNodes"));
        assertArrayEquals(new String[] {"rests", "tape", "web"}, (String[]) jmx.get(BeanNames.CLUSTER, "Groups"));
        TabularData hastat = (TabularData) jmx.get(BeanNames.CLUSTER, "Hastat");
        CompositeData web = (CompositeData) hastat.get(new Object[] {"web@1"}).get("value");
        assertEquals("web", web.get("group"));
        assertEquals(true, jmx.get(BeanNames.QUORUM, "Quorate"));
        assertEquals(1, jmx.get(BeanNames.QUORUM, "RequiredNodes"));
        assertEquals(true, jmx.get(BeanNames.node(1), "Up"));
        assertEquals(false, jmx.get(BeanNames.node(1), "Stale"));
        assertEquals(Set.of("org.mosha:name=1,type=Node"), jmx.names("Node"));
        assertEquals(1, jmx.group("web", "Node"));
        assertEquals(1L, jmx.group("web", "Epoch"));
        assertEquals(true, jmx.group("web", "Local"));
        assertEquals("", jmx.group("rests", "State"));
        assertEquals(0, jmx.group("rests", "Node"));
    }

    @Test
    void aLevelIsSetThroughTheClusterAndThroughTheGroupAndListenersHearOfIt() throws Exception {
        List<Notification> heard = daemon.jmx().listen();
        List<Object> looked = new CopyOnWriteArrayList<>();
        daemon.jmx().listen(one -> {
            if (isWebFastDone(one)) {
                looked.add(daemon.jmx().group("web", "Level"));
                looked.add(daemon.jmx().group("web", "State"));
            }
        });
        long pid = daemon.jmx().pid("web", "httpd");
        assertEquals("web: slow -> fast", daemon.jmx().call(BeanNames.CLUSTER, "setRunlevel", "web", "fast"));
        daemon.awaitStatus("web", "fast DONE");
        assertEquals("web fast", Files.readAllLines(daemon.hactl()).get(0));
        assertEquals(pid, daemon.jmx().pid("web", "httpd"));
        Await.until("the state is told", () -> heard.stream().anyMatch(JmxIT::isWebFastDone));
        Await.until("who hears of it looks", () -> looked.size() == 2);
        assertEquals(List.of("fast", "DONE"), looked);
        Await.until(
                "the edit is told",
                () -> heard.stream()
                        .anyMatch(one -> one.getType().equals("org.mosha.config.changed")
                                && data(one).get("file").equals(daemon.hactl().toString())));

        assertEquals("web: fast -> stop", daemon.jmx().call(BeanNames.group("web"), "halt"));
        daemon.awaitStatus("web", " ");
        assertFalse(Processes.isAlive(pid));
        assertEquals("web: stop -> slow", daemon.jmx().call(BeanNames.group("web"), "setRunlevel", "slow"));
        daemon.awaitRunning("web");
        assertTrue(Arrays.stream(history("1000"))
                .anyMatch(line -> line.endsWith("ResourceGroup web: setRunlevel slow: web: stop -> slow")));
    }

    private static boolean isWebFastDone(Notification one) {
        return one.getType().equals("org.mosha.group.state")
                && data(one).get("group").equals("web")
                && data(one).get("level").equals("fast")
                && data(one).get("state").equals("DONE")
                && data(one).get("node").equals("1");
    }

    private static CompositeData data(Notification notification) {
        return (CompositeData) notification.getUserData();
    }

    private static String[] history(String count) throws Exception {
        return (String[]) daemon.jmx().call(BeanNames.CLUSTER, "history", count);
    }

    private static String time(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    void aWrongOrderIsRefusedWithASentence() throws Exception {
        assertEquals(
                "no level 'bogus' to run web at; expected stop or one of: slow fast",
                refusal(BeanNames.group("web"), "setRunlevel", "bogus"));
        assertEquals(
                "no group 'nobody' in cltab; there are: rests, tape, web",
                refusal(BeanNames.CLUSTER, "setRunlevel", "nobody", "start"));
        assertTrue(refusal(BeanNames.CLUSTER, "setRunlevel", "g".repeat(5000), "start")
                        .length()
                < 200);
        assertTrue(refusal(BeanNames.CLUSTER, "setRunlevel", "web", "l".repeat(5000))
                        .length()
                < 200);
        assertTrue(refusal(BeanNames.CLUSTER, "history", "many").contains("'many'"));
        assertTrue(refusal(BeanNames.CLUSTER, "stomith", "1").contains("node 1 is this node"));
        assertTrue(refusal(BeanNames.QUORUM, "reset", "0").contains("'0'"));
        assertTrue(refusal(BeanNames.CLUSTER, "why", "nobody").startsWith("no such group 'nobody'"));
    }

    private static String refusal(ObjectName bean, String operation, String... arguments) {
        RuntimeMBeanException refused =
                assertThrows(RuntimeMBeanException.class, () -> daemon.jmx().call(bean, operation, arguments));
        return refused.getCause().getMessage();
    }

    @Test
    void theCycleTimeIsWritable() throws Exception {
        daemon.jmx().set(BeanNames.CYCLE_TIME, "Seconds", 0.5);
        assertEquals(0.5, daemon.jmx().get(BeanNames.CYCLE_TIME, "Seconds"));
        assertThrows(RuntimeMBeanException.class, () -> daemon.jmx().set(BeanNames.CYCLE_TIME, "Seconds", 0.0));
        long cycles = (Long) daemon.jmx().get(BeanNames.CYCLE_TIME, "Cycles");
        daemon.jmx().call(BeanNames.CYCLE_TIME, "cycleNow");
        Await.until("cycles go on", () -> (Long) daemon.jmx().get(BeanNames.CYCLE_TIME, "Cycles") > cycles + 1);
        daemon.jmx().set(BeanNames.CYCLE_TIME, "Seconds", 1.0);
    }

    @Test
    void whySimulateAndHistoryExplain() throws Exception {
        Await.untilHolds(() -> {
            String why = (String) daemon.jmx().call(BeanNames.CLUSTER, "why", "tape");
            assertTrue(why.startsWith("node 1: its test failed here") && why.contains("tape-test exit code 9"), why);
        });

        JsonObject plan = JsonParser.parseString((String) daemon.jmx().call(BeanNames.CLUSTER, "simulate"))
                .getAsJsonObject();
        assertEquals(Set.of("node", "nodes", "quorum", "stomith", "groups"), plan.keySet());
        assertEquals(1, plan.get("node").getAsInt());
        assertEquals("[1]", plan.get("nodes").toString());
        assertEquals("[]", plan.get("stomith").toString());
        assertEquals(
                "{\"quorate\":true,\"visible\":1,\"remembered\":1,\"ratio\":0.6}",
                plan.get("quorum").toString());
        JsonObject web = plan.getAsJsonObject("groups").getAsJsonObject("web");
        assertEquals(Set.of("metrics", "rule", "tell", "why"), web.keySet());
        assertTrue(web.get("tell").isJsonNull());
        assertEquals(
                Stream.of("isactive islocal instances inconflict planned passed failed intransition chlevel needplan"
                                + " deleted")
                        .flatMap(names -> Arrays.stream(names.split(" ")))
                        .collect(Collectors.toSet()),
                web.getAsJsonObject("metrics").keySet());

        String[] last = history("5");
        assertEquals(5, last.length);
        assertTrue(last[0].matches("20[0-9-]{8}T[0-9:.]{12}Z .+"), last[0]);
        // the last ones may be of one instant, but not all are
        String[] all = history("1000");
        assertTrue(time(all[0]).compareTo(time(all[all.length - 1])) < 0, all[0]);
    }

    @Test
    void groupsComeAndGoWithTheFiles() throws Exception {
        String cltab = Files.readString(daemon.cltab());
        daemon.cltab(cltab + "new:new-run:start:once:true");
        Await.until(
                "there is a bean",
                () -> daemon.jmx().names("ResourceGroup").contains("org.mosha:name=new,type=ResourceGroup"));
        daemon.cltab(cltab);
        Await.until(
                "there is none",
                () -> !daemon.jmx().names("ResourceGroup").contains("org.mosha:name=new,type=ResourceGroup"));
        String hactl = Files.readString(daemon.hactl());
        daemon.hactl(hactl + "elsewhere start");
        Await.until(
                "hactl makes one, too",
                () -> daemon.jmx().names("ResourceGroup").contains("org.mosha:name=elsewhere,type=ResourceGroup"));
        assertTrue(((String) daemon.jmx().group("elsewhere", "Why")).contains("cltab does not have it"));
        daemon.hactl(hactl);
        Await.until(
                "and takes it away", () -> daemon.jmx().names("ResourceGroup").size() == 3);
    }

    @Test
    void aHaltedNodeStaysInStandbyEvenOverARestartUntilItResumes() throws Exception {
        long pid = daemon.jmx().pid("web", "httpd");
        daemon.ask("halt");
        Await.until("it is in standby", () -> (Boolean) daemon.jmx().get(BeanNames.CLUSTER, "Standby"));
        daemon.awaitStatus("web", " ");
        assertFalse(Processes.isAlive(pid));
        assertTrue(daemon.ask("why", "web").contains("standby"), daemon.ask("why", "web"));

        daemon.ask("restart");
        assertTrue((Boolean) daemon.jmx().get(BeanNames.CLUSTER, "Standby"));
        assertEquals(List.of(), daemon.children());

        daemon.ask("resume");
        daemon.awaitRunning("web");
        assertFalse((Boolean) daemon.jmx().get(BeanNames.CLUSTER, "Standby"));

        daemon.jmx().call(BeanNames.CLUSTER, "haltCluster");
        daemon.awaitStatus("web", " ");
        assertTrue((Boolean) daemon.jmx().get(BeanNames.CLUSTER, "Standby"));
        daemon.jmx().call(BeanNames.CLUSTER, "resume");
        daemon.awaitRunning("web");
    }
}
