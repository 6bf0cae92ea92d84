package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.mosha.cli.Outcome;
import org.mosha.it.Await;
import org.mosha.it.Processes;

/** The lab itself: its faults are what they are called, and it leaves nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class LabIT {
    private static final String SERVER = "use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 9,"
            + " LocalPort => 7000, ReuseAddr => 1); while (my $c = $s->accept) { print $c \"hi\"; close $c }";
    private static final String CLIENT = "use IO::Socket::INET; use Time::HiRes 'time'; my $begin = time;"
            + " my $c = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 7000, Timeout => 1) or exit 1;"
            + " printf '%d', 1000 * (time - $begin)";
    private static final String FENCE =
            Lab.HOME.resolve("src/test/netlab/fence_netlab").toString();

    private Lab lab;

    @BeforeAll
    void up() throws IOException {
        LabNeeds.check(LabIT.class);
        lab = Lab.up("LabIT", 3);
        lab.powerController();
    }

    @AfterAll
    void down() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void serversRun() {
        for (int host = 1; host <= 3; host++) {
            if (!lab.isOn(host)) {
                lab.boot(host);
            }
            int each = host;
            if (lab.pids(host).stream().noneMatch(LabIT::isServer)) {
                lab.start(host, "server", "perl", "-e", SERVER);
            }
            Await.until("the server of host " + host + " answers", () -> reaches(each, each));
        }
    }

    private static boolean isServer(long pid) {
        return Processes.commandLine(pid).contains(SERVER);
    }

    private boolean reaches(int from, int to) {
        return lab.run(from, "perl", "-e", CLIENT, "h" + to).exitCode() == 0;
    }

    /** A host that was sought in vain is sought again a moment later only. */
    private void awaitReach(int from, int to) {
        Await.until("host " + from + " reaches host " + to, () -> reaches(from, to));
    }

    @Test
    void hostsReachEachOtherUntilOneIsIsolated() {
        awaitReach(1, 2);
        lab.isolate(2);
        assertFalse(reaches(1, 2));
        assertFalse(reaches(2, 3));
        awaitReach(1, 3);
        lab.heal();
        awaitReach(1, 2);
    }

    @Test
    void aPartitionLeavesEachSideWhole() {
        lab.partition("1", "2,3");
        assertFalse(reaches(1, 2));
        assertFalse(reaches(3, 1));
        awaitReach(2, 3);
        lab.heal();
        awaitReach(1, 2);
    }

    @Test
    void aCutIsInOneDirection() {
        lab.cut(1, 2);
        // neither can open a connection, as the answer gets lost; a third can, to both
        assertFalse(reaches(1, 2));
        assertFalse(reaches(2, 1));
        awaitReach(3, 1);
        awaitReach(3, 2);
        lab.heal();
        awaitReach(1, 2);
    }

    @Test
    void aPulledCableAndLostPacketsKeepAHostFromAnswering() {
        lab.linkDown(1);
        assertFalse(reaches(2, 1));
        lab.linkUp(1);
        awaitReach(2, 1);
        lab.loss(1, 100);
        assertFalse(reaches(2, 1));
        lab.loss(1, 0);
        awaitReach(2, 1);
    }

    @Test
    void aDelayIsThereInBothDirections() {
        lab.delay(1, 50);
        List<String> took = new ArrayList<>();
        Await.until("host 1 answers", () -> {
            Outcome answer = lab.run(2, "perl", "-e", CLIENT, "h1");
            took.add(answer.out());
            return answer.exitCode() == 0;
        });
        lab.delay(1, 0);
        assertTrue(Integer.parseInt(took.get(took.size() - 1)) >= 100, took::toString);
    }

    @Test
    void aFrozenHostStandsStillAndAHostWithoutPowerIsGone() {
        lab.freeze(1);
        assertTrue(lab.isFrozen(1));
        assertTrue(lab.isOn(1));
        lab.thaw(1);
        assertFalse(lab.isFrozen(1));
        List<Long> pids = lab.pids(1);
        assertTrue(pids.stream().anyMatch(LabIT::isServer));
        lab.off(1);
        assertFalse(lab.isOn(1));
        assertTrue(pids.stream().noneMatch(Processes::isAlive));
        assertEquals(List.of(), lab.pids(1));
    }

    private Outcome fence(int by, String action, int host, int timeout) {
        String options = "action=" + action + "\\nplug=h" + host + "\\npower_timeout=" + timeout + "\\nnetlab_dir="
                + lab.dir() + "\\n";
        return lab.run(by, "sh", "-c", "printf '" + options + "' | " + FENCE);
    }

    @Test
    void theFenceAgentSwitchesAHostOffUnlessTheControllerCannotBeReached() throws IOException {
        assertEquals(0, fence(1, "status", 2, 30).exitCode());
        lab.powerDeniedTo(1);
        assertEquals(1, fence(1, "off", 2, 1).exitCode());
        assertTrue(lab.isOn(2));
        lab.powerDeniedTo();
        lab.isolate(1);
        assertEquals(0, fence(1, "off", 2, 30).exitCode());
        lab.heal();
        assertFalse(lab.isOn(2));
        assertEquals(2, fence(1, "status", 2, 30).exitCode());
        assertTrue(lab.events().stream().anyMatch(event -> event.endsWith("bmc off h2 by h1")));
        assertEquals(0, fence(1, "on", 2, 30).exitCode());
        assertTrue(lab.isOn(2));
    }

    @Test
    void aLabLeavesNothingButItsLogs() throws IOException {
        Lab other = Lab.up("LabIT-other", 1);
        other.start(1, "sleep", "sleep", "1000");
        List<Long> pids = other.pids(1);
        Files.createFile(other.files(1).resolve("disk/mine"));
        assertFalse(pids.isEmpty());
        other.close();
        assertTrue(pids.stream().noneMatch(Processes::isAlive));
        assertFalse(Files.exists(other.files(1).resolve("disk")));
        assertTrue(Files.exists(other.files(1).resolve("log/sleep.log")));
        Path spaces = Path.of("/run/netns");
        try (var names = Files.list(spaces)) {
            assertTrue(names.noneMatch(path -> path.getFileName().toString().startsWith(other.namespaces())));
        }
    }
}
