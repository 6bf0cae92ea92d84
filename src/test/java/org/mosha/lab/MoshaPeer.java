package org.mosha.lab;

import java.io.IOException;
import java.util.List;

/**
 * Mosha as it is by default, with one plain group.
 *
 * @param cluster its nodes
 */
record MoshaPeer(LabCluster cluster) implements PeerSystem {
    /** What of it runs on each host. */
    static final List<String> DAEMONS = List.of("org.mosha.app.Main run", "mosha-guard");

    private static final String LEADER = "leader";
    private static final int EVERY_MILLIS = 10;

    static MoshaPeer started() throws IOException {
        return new MoshaPeer(LabCluster.started("LabPeers-mosha", 3, lab -> LabGroups.plain(lab, 1, EVERY_MILLIS)));
    }

    @Override
    public String title() {
        return "Mosha";
    }

    @Override
    public Lab lab() {
        return cluster.lab();
    }

    @Override
    public LabWatch watch() {
        return cluster.watch();
    }

    @Override
    public String service() {
        return cluster.groups().names().get(0);
    }

    @Override
    public List<String> daemons() {
        return DAEMONS;
    }

    @Override
    public List<String> kinds() {
        return List.of("", LEADER);
    }

    @Override
    public int owner(String kind) {
        return cluster.withGroups(kind.equals(LEADER));
    }

    @Override
    public void begin(int host) throws IOException {
        cluster.begin(host);
    }

    @Override
    public boolean isRunning(int host) {
        return !cluster.daemon(host).isEmpty();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void repair() throws IOException, InterruptedException {
        new Repair(cluster).all();
        cluster.awaitWell();
    }
}
