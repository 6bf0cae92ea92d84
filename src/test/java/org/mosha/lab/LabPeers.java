package org.mosha.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.it.Await;
import org.mosha.ledger.LedgerCheck;

/**
 * What others do on the same hosts, for a comparison; not a part of the build. Properties: {@code lab.rounds} (5).
 */
class LabPeers {
    private static final int ROUNDS = Integer.getInteger("lab.rounds", 5);

    private interface Loss {
        void of(int host);
    }

    @Test
    void keepalived() throws IOException {
        LabNeeds.check(LabPeers.class);
        assumeTrue(Files.isExecutable(Keepalived.PROGRAM), "there is no keepalived (Debian package keepalived)");
        try (Lab lab = Lab.up("LabPeers", 3);
                LabWatch watch = new LabWatch(lab, lab.dir().resolve("ledger"))) {
            Keepalived peers = new Keepalived(lab, watch);
            repair(peers);
            Map<String, Loss> losses = new LinkedHashMap<>();
            losses.put("host off", lab::off);
            losses.put("link down", lab::linkDown);
            losses.put("host isolated", lab::isolate);
            Map<String, List<Long>> millis = new LinkedHashMap<>();
            for (int i = 0; i < ROUNDS; i++) {
                losses.forEach((what, loss) -> lose(peers, what, loss, millis));
            }
            millis.forEach((what, values) -> System.out.println("keepalived: " + new Figure(what, "ms", values)));
        }
    }

    private static void lose(Keepalived peers, String what, Loss loss, Map<String, List<Long>> into) {
        int host = peers.owner().orElseThrow();
        peers.watch().turn();
        long begun = System.nanoTime();
        loss.of(host);
        Set<String> services = Set.of(Keepalived.SERVICE);
        Await.until("the service runs elsewhere", () -> peers.watch().lastStart(begun, host, services) > 0);
        into.computeIfAbsent(what, w -> new ArrayList<>())
                .add(peers.watch().lastStart(begun, host, services) / 1_000_000);
        repair(peers);
        long both = peers.watch().turn().overlaps().stream()
                .mapToLong(LedgerCheck.Overlap::nanos)
                .sum();
        into.computeIfAbsent(what + ": on two hosts", w -> new ArrayList<>()).add(both / 1_000_000);
    }

    private static void repair(Keepalived peers) {
        Lab lab = peers.lab();
        lab.heal();
        for (int host = 1; host <= lab.hosts(); host++) {
            if (!lab.isOn(host)) {
                lab.boot(host);
            }
            lab.linkUp(host);
            begin(peers, host);
        }
        Await.until("the service runs once", () -> peers.owner().isPresent());
    }

    private static void begin(Keepalived peers, int host) {
        if (!peers.isRunning(host)) {
            try {
                peers.begin(host);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
