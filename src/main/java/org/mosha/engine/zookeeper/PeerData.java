package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosha.engine.Attempt;
import org.mosha.model.NodeId;

/** The files in a peer's directory that are for the daemon to write, beside what ZooKeeper keeps there. */
final class PeerData {
    /** A peer whose copy is empty votes all the same if this is there when it starts; ZooKeeper takes it away. */
    static final String INITIALIZE = "initialize";

    /** Where ZooKeeper keeps its snapshots, logs and epochs. */
    static final String VERSION = "version-2";

    /** The epoch of the newest leader that the peer has followed. */
    static final String CURRENT = "currentEpoch";

    /** The newest epoch that the peer has promised to a leader. */
    static final String ACCEPTED = "acceptedEpoch";

    private static final List<String> EPOCHS = List.of(CURRENT, ACCEPTED);
    private static final String NO_EPOCH = "-1";

    private final Path directory;

    PeerData(Path directory) {
        this.directory = directory;
    }

    /** Writes which node's the peer is. */
    void number(NodeId self) throws IOException {
        Path file = directory.resolve("myid");
        String text = self + "\n";
        // on a full disk it is there already, and a peer that waits for space can be started
        if (!Files.exists(file)
                || !Files.readString(file, StandardCharsets.US_ASCII).equals(text)) {
            write(file, text);
        }
    }

    /** Lets the peer begin with an empty copy at its next start, if it has none. */
    void allowEmpty() throws IOException {
        write(directory.resolve(INITIALIZE), "");
    }

    /** Whether the peer may begin with an empty copy at its next start. */
    boolean mayBeEmpty() {
        return Files.exists(directory.resolve(INITIALIZE));
    }

    /**
     * Removes the epochs of a peer that had no copy: one that has got a copy since, or may begin with an empty one, would
     * be refused for them, and takes the epoch from its copy when there is none.
     */
    void forgetNoEpoch() throws IOException {
        for (String name : EPOCHS) {
            Path file = directory.resolve(VERSION).resolve(name);
            if (Files.exists(file)
                    && Files.readString(file, StandardCharsets.US_ASCII).strip().equals(NO_EPOCH)) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Attempt.to("write", file, () -> Files.writeString(file, text, StandardCharsets.US_ASCII));
    }
}
