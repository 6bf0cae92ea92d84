package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts read: the verbs' JSON, and the files clstat and hastat. */
class StatusIT {
    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir).with("timeout", "3");
        daemon.cltab("web:httpd:start:respawn:exec sleep 1000", "idle:work:start:respawn:exec sleep 1000");
        daemon.hactl("web start");
        daemon.start();
        daemon.awaitRunning("web");
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void groupsAreJson() throws Exception {
        long since = daemon.group("web").get("sinceMillis").getAsLong();
        assertTrue(since > 1_600_000_000_000L && since <= System.currentTimeMillis(), Long.toString(since));
        assertEquals(
                "{\"name\":\"web\",\"wanted\":\"start\",\"node\":1,\"level\":\"start\",\"state\":\"DONE\","
                        + "\"running\":true,\"sinceMillis\":" + since + ",\"why\":\"runs here: start DONE\"}",
                daemon.group("web").toString());
        JsonObject idle = daemon.group("idle");
        since = idle.get("sinceMillis").getAsLong();
        assertEquals(
                "{\"name\":\"idle\",\"wanted\":\"stop\",\"node\":0,\"level\":\"\",\"state\":\"\",\"running\":false,"
                        + "\"sinceMillis\":" + since + ",\"why\":\"hactl does not have it\"}",
                idle.toString());
    }

    @Test
    void nodesAreJson() throws Exception {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        assertEquals(
                "{\"nodes\":[{\"id\":1,\"host\":\"" + host
                        + "\",\"up\":true,\"stale\":false,\"standby\":false,\"groups\":1}]}\n",
                daemon.ask("nodes", "--json"));
    }

    @Test
    void tablesAreForPeople() throws Exception {
        List<String> groups = daemon.ask("groups").lines().toList();
        assertTrue(groups.get(0).matches("GROUP +WANTED +NODE +LEVEL +STATE +SINCE +WHY"), groups.get(0));
        assertTrue(groups.get(1).matches("idle +stop +- +- +- +[0-9a-z]+ +.+"), groups.get(1));
        assertTrue(
                groups.get(2).matches("web +start +1 +start +DONE +[0-9a-z]+ +runs here: start DONE"), groups.get(2));
        assertTrue(daemon.ask("nodes").lines().toList().get(1).matches("1 +\\S+ +yes +no +no +1"));
        assertEquals(3, daemon.ask("history", "-n", "3").lines().count());
    }

    @Test
    void clstatHasTheOriginalsFormatAndIsKeptFresh() throws Exception {
        Path clstat = daemon.base().resolve("clstat");
        // what the beans show already is written a moment later
        Await.untilHolds(() -> assertEquals(
                "Cluster::Init::Group idle stop CONFIGURED\nCluster::Init::Group web start DONE\n",
                Files.readString(clstat)));
        FileTime first = Files.getLastModifiedTime(clstat);
        Await.until("it is refreshed", () -> Files.getLastModifiedTime(clstat).compareTo(first) > 0);
        Deque<FileTime> times = new ArrayDeque<>(List.of(first));
        // a third of the time-out is 1 s; the rest is for a busy machine, which may be late some times, too
        Await.until("it is refreshed within the time-out", () -> {
            FileTime last = times.getLast();
            times.add(Files.getLastModifiedTime(clstat));
            long gap = times.getLast().toMillis() - last.toMillis();
            return gap > 0 && gap < 3_000;
        });
    }

    @Test
    void hastatIsTheConsolidatedStatusAsJson() {
        Path hastat = daemon.base().resolve("hastat");
        Await.untilHolds(() -> assertEquals(
                JsonParser.parseString("{'web':{'1':{'level':'start','state':'DONE'}}}"),
                JsonParser.parseString(Files.readString(hastat))));
    }
}
