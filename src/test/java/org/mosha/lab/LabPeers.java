package org.mosha.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Mosha beside what others do, by turns on hosts of the same kind, one service each; not a part of the build, and only as
 * good as the machine is quiet. Who is not installed is left out. Properties: {@code lab.rounds} (3), {@code lab.seconds}
 * (60: how long idle ones are looked at), {@code lab.settle} (60: for how many seconds they are left alone before), and
 * {@code lab.settings} for Mosha.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabPeers {
    private static final int ROUNDS = Integer.getInteger("lab.rounds", 3);
    private static final Duration LOOK_ON = Duration.ofSeconds(Long.getLong("lab.seconds", 60L));
    private static final Duration SETTLE = Duration.ofSeconds(Long.getLong("lab.settle", 60L));
    private static final Duration OFF = Duration.ZERO;
    private static final Duration CUT = Duration.ofSeconds(10);
    private static final Duration FROZEN = Duration.ofSeconds(20);

    private final List<PeerSystem> systems = new ArrayList<>();
    private final PeerTable table = new PeerTable("Mosha");

    private interface Loss {
        void of(Lab lab, int host);
    }

    @BeforeAll
    void begin() throws Exception {
        LabNeeds.check(LabPeers.class);
        systems.add(MoshaPeer.started());
        if (Files.isExecutable(Keepalived.PROGRAM)) {
            systems.add(Keepalived.started());
        } else {
            System.out.println("peers: there is no keepalived (Debian package keepalived)");
        }
        if (Pacemaker.isInstalled()) {
            systems.add(Pacemaker.started());
        } else {
            System.out.println(
                    "peers: there is no Pacemaker (Debian packages pacemaker, pacemaker-cli-utils, corosync)");
        }
    }

    @AfterAll
    void end() throws Exception {
        if (!table.isEmpty()) {
            System.out.println(table.toString().indent(0));
        }
        for (PeerSystem system : systems) {
            system.close();
        }
    }

    @Test
    void hostOff() throws Exception {
        byTurns("host off", OFF, Lab::off);
    }

    @Test
    void networkCut() throws Exception {
        byTurns("network cut for 10 s", CUT, Lab::isolate);
    }

    @Test
    void frozenHost() throws Exception {
        byTurns("host frozen for 20 s", FROZEN, Lab::freeze);
    }

    /** What each uses while nothing happens, all in the same time. */
    @Test
    void idle() {
        Stillness.pass(SETTLE);
        Map<PeerSystem, List<Usage>> before = usage();
        Stillness.pass(LOOK_ON);
        Map<PeerSystem, List<Usage>> after = usage();
        for (PeerSystem system : systems) {
            for (int host = 1; host <= system.lab().hosts(); host++) {
                Usage used = after.get(system).get(host - 1);
                System.out.printf(
                        "peers: idle, %s, host %d: %.2f %% of a core, %.1f MB PSS%n",
                        system.title(),
                        host,
                        100.0 * used.cpuMillisSince(before.get(system).get(host - 1)) / LOOK_ON.toMillis(),
                        used.pssKilobytes() / 1024.0);
            }
        }
    }

    private Map<PeerSystem, List<Usage>> usage() {
        Map<PeerSystem, List<Usage>> all = new LinkedHashMap<>();
        for (PeerSystem system : systems) {
            Lab lab = system.lab();
            all.put(
                    system,
                    IntStream.rangeClosed(1, lab.hosts())
                            .mapToObj(host -> Usage.of(lab, host, system.daemons()))
                            .toList());
        }
        return all;
    }

    private void byTurns(String event, Duration lasts, Loss loss) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            for (PeerSystem system : systems) {
                for (String kind : system.kinds()) {
                    lose(system, kind, event, lasts, loss);
                }
            }
        }
    }

    private void lose(PeerSystem system, String kind, String event, Duration lasts, Loss loss)
            throws IOException, InterruptedException {
        int host = system.owner(kind);
        system.watch().turn();
        long begun = System.nanoTime();
        loss.of(system.lab(), host);
        long elsewhere = system.awaitElsewhere(begun, host);
        await().atMost(lasts.plusSeconds(60)).until(() -> System.nanoTime() - begun >= lasts.toNanos());
        system.repair();
        long both = bothRan(system) / 1_000_000;
        String row = system.title() + (kind.isEmpty() ? "" : ", " + kind);
        System.out.printf("peers: %s, %s: elsewhere after %d ms, both ran %d ms%n", event, row, elsewhere, both);
        table.add(event, row, elsewhere, both);
    }

    /** For how long the service was on two hosts; what stood still with its host did not run meanwhile. */
    private static long bothRan(PeerSystem system) throws IOException {
        List<Frozen> still = Frozen.in(system.lab().events());
        return system.watch().turn().overlaps().stream()
                .mapToLong(overlap -> still.stream()
                        .flatMapToLong(frozen -> frozen.overlapAfter(overlap).stream())
                        .findFirst()
                        .orElse(overlap.nanos()))
                .sum();
    }
}
