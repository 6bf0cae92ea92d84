package org.mosha.engine.zookeeper;

import java.nio.file.Path;
import org.apache.zookeeper.server.SyncRequestProcessor;

/** A program that runs a peer and writes to it until it is killed; each number that it prints is acknowledged. */
final class PeerProcess {
    private static final int SNAPSHOTS = 60;

    private PeerProcess() {}

    /**
     * Runs it.
     *
     * @param args a directory, and the number up to which everything was acknowledged before
     */
    public static void main(String[] args) throws Exception {
        int known = Integer.parseInt(args[1]);
        try (LonePeers peers = new LonePeers(Path.of(args[0]), 1)) {
            peers.start(1);
            SyncRequestProcessor.setSnapCount(SNAPSHOTS);
            peers.serving(1);
            int begin = peers.known(1, known);
            System.out.println("begins at " + begin);
            peers.writeOn(1, begin, number -> System.out.println("acknowledged " + number));
        }
    }
}
