package org.mosha.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mosha.cli.Simulator.Simulated;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.config.Settings;
import org.mosha.decide.Plan;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.directory.ClusterFiles;
import org.mosha.engine.directory.DirectoryLayout;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;
import org.mosha.node.NodeSetup;
import org.mosha.node.PlanJson;
import org.mosha.node.Simulation;

/** One cycle on a cluster's files, without a daemon. */
final class FileSimulation {
    private FileSimulation() {}

    /** Reads the files that the settings name, and plans. */
    static Simulated of(Settings settings) throws IOException {
        String host = Service.host();
        NodeId self = self(settings, host);
        DirectoryLayout layout = new DirectoryLayout(settings.mfsbase(), settings.hpcbase(), settings.varpath());
        EngineView view = new ClusterFiles(layout, settings.timeout(), new SystemClocks(), checks()).read(self);
        Plan plan = Simulation.plan(NodeSetup.of(settings, self, host, "", 0), view);
        return new Simulated(PlanJson.of(plan, settings.quorumRatio()), warnings(view));
    }

    /** What tells a version of the operator's files that counts. */
    static ConfigChecks checks() {
        return new ConfigChecks(
                text -> !Cltab.parse("cltab", text).hasErrors(),
                text -> !Hactl.parse("hactl", text).hasErrors());
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
