package org.mosha.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mosha.cli.Simulator.Simulated;
import org.mosha.config.Settings;
import org.mosha.decide.Plan;
import org.mosha.engine.directory.ClusterFiles;
import org.mosha.engine.directory.DirectoryLayout;
import org.mosha.linux.ThisMachine;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;
import org.mosha.node.NodeSetup;
import org.mosha.node.PlanJson;
import org.mosha.node.Sighting;
import org.mosha.node.Simulation;

/** One cycle on a cluster's files, without a daemon. */
final class FileSimulation {
    private FileSimulation() {}

    /** Reads the files that the settings name, and plans; with {@code dead} what the next daemon would. */
    static Simulated of(Settings settings, boolean dead) throws IOException {
        String host = ThisMachine.hostName();
        NodeId self = self(settings, host);
        DirectoryLayout layout = new DirectoryLayout(settings.mfsbase(), settings.hpcbase(), settings.varpath());
        EngineView seen = new ClusterFiles(layout, settings.timeout(), new SystemClocks(), Engines.checks()).read(self);
        EngineView view = dead ? seen.without(self) : seen;
        Plan plan = Simulation.plan(NodeSetup.of(settings, self, host, "", 0), view);
        List<String> warnings = warnings(view);
        if (dead) {
            warnings.add(0, ofDead(seen.nodes().get(self)));
        }
        return new Simulated(PlanJson.of(plan, settings.quorumRatio()), warnings);
    }

    private static String ofDead(Sighting own) {
        return "the daemon of node " + own.node() + " is dead"
                + (own.report().status().isPresent()
                        ? ", and its clstat (" + own.contact().firstAge().toSeconds() + " s old) does not count"
                        : "")
                + ": this is what the next one would do, once it has stopped what was left running";
    }

    private static NodeId self(Settings settings, String host) throws IOException {
        try {
            return NodeNumber.of(settings, host);
        } catch (StartFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<String> warnings(EngineView view) {
        List<String> warnings = new ArrayList<>(view.warnings());
        view.cltab().trouble().ifPresent(what -> warnings.add(what + ": each group counts as one that can be run"));
        view.hactl().trouble().ifPresent(what -> warnings.add(what + ": no group is wanted"));
        return warnings;
    }
}
