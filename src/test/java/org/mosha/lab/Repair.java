package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosha.it.Processes;

/** Undoes every fault of a lab: afterwards nothing is wrong with any host, and each has a daemon. */
record Repair(LabCluster cluster) {
    /** Undoes all that there is to undo. */
    void all() throws IOException, InterruptedException {
        Lab lab = cluster.lab();
        Path dir = lab.dir();
        if (Files.size(dir.resolve("cuts")) > 0) {
            lab.heal();
        }
        for (int node : cluster.nodes()) {
            if (!Files.readString(dir.resolve("loss")).isEmpty()) {
                lab.loss(node, 0);
            }
            host(node);
        }
        if (Files.exists(dir.resolve("bmc"))) {
            lab.powerDeniedTo();
        }
        cluster.resume();
    }

    /** Undoes what was done to a host itself. */
    void host(int node) throws IOException, InterruptedException {
        Lab lab = cluster.lab();
        if (!lab.isOn(node)) {
            lab.boot(node);
        }
        if (lab.isFrozen(node)) {
            lab.thaw(node);
        }
        lab.linkUp(node);
        if (Files.exists(lab.files(node).resolve("delay.0"))) {
            lab.delay(node, 0);
        }
        List<Long> pids = lab.pids(node);
        if (!pids.isEmpty()) {
            Processes.signal(pids, "CONT");
        }
        cluster.beginIfDown(node);
    }
}
