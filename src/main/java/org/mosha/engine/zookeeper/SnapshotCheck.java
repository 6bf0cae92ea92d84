package org.mosha.engine.zookeeper;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.OptionalLong;
import java.util.zip.CheckedInputStream;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.InputArchive;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.SnapStream;

/** Reads one of ZooKeeper's snapshots to its end, as ZooKeeper does when it starts. */
final class SnapshotCheck {
    private SnapshotCheck() {}

    /** What a snapshot is. */
    enum State {
        /** All of it is there, and its checksums fit. */
        WHOLE,
        /** Its end is missing: whoever wrote it was stopped, or it was cut later. */
        CUT,
        /** Something in it is wrong. */
        DAMAGED
    }

    /**
     * Checks a snapshot.
     *
     * @param file the snapshot
     * @param zxid the transaction that its name tells
     * @return what it is
     * @throws IOException when it cannot be opened
     */
    static State check(Path file, long zxid) throws IOException {
        // tells better why it cannot be opened
        Files.newByteChannel(file).close();
        try (CheckedInputStream stream = SnapStream.getInputStream(file.toFile())) {
            read(stream, zxid);
            // what is behind the first seal may be missing without an error, and then ZooKeeper misses the last one
            return SnapStream.isValidSnapshot(file.toFile()) ? State.WHOLE : State.CUT;
        } catch (EOFException e) {
            // one that has its end seems to be too short since it tells wrong lengths
            return SnapStream.isValidSnapshot(file.toFile()) ? State.DAMAGED : State.CUT;
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return State.DAMAGED;
        }
    }

    /**
     * Tells which transactions are in a snapshot: what has changed while it was written may be in it as well.
     *
     * @param file a whole snapshot
     * @param zxid the transaction that its name tells
     * @return the last transaction that may be in it; later than all when it does not say
     * @throws IOException when it cannot be read
     */
    static long reach(Path file, long zxid) throws IOException {
        try (CheckedInputStream stream = SnapStream.getInputStream(file.toFile())) {
            return read(stream, zxid).orElse(Long.MAX_VALUE);
        }
    }

    private static OptionalLong read(CheckedInputStream stream, long zxid) throws IOException {
        InputArchive archive = BinaryInputArchive.getArchive(stream);
        DataTree tree = new DataTree();
        FileSnap.deserialize(tree, new HashMap<>(), archive);
        SnapStream.checkSealIntegrity(stream, archive);
        if (tree.deserializeZxidDigest(archive, zxid)) {
            SnapStream.checkSealIntegrity(stream, archive);
        }
        if (tree.deserializeLastProcessedZxid(archive)) {
            SnapStream.checkSealIntegrity(stream, archive);
            return OptionalLong.of(tree.lastProcessedZxid);
        }
        return OptionalLong.empty();
    }
}
