package org.apache.zookeeper.server.persistence;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;

/**
 * ZooKeeper's log and snapshots, which take the first failure to write for the last. ZooKeeper itself flushes what could
 * not be written once more when it shuts down, acknowledges it if that works, and goes on in the same file, behind a
 * part of a transaction: at the next start that is the end of the log, and the rest is lost. Here nothing is written
 * after a failure, and what was not acknowledged is taken back, so that the log ends with a whole transaction.
 *
 * <p>A snapshot appears under its name when all of it is written. ZooKeeper writes it in place, also over one that has
 * the same name: a kill or a full disk then leaves neither.
 *
 * <p>It is in ZooKeeper's own package as ZooKeeper lets it be extended, but shows nobody outside what it has open. Safe
 * for use by several threads.
 */
public final class StrictLog extends FileTxnSnapLog {
    private static final String UNFINISHED = "unfinished";

    private final Witness witness;
    private volatile Optional<IOException> failure = Optional.empty();
    /** How often it was closed, be it for a moment, and whether it is. */
    private final AtomicInteger closings = new AtomicInteger();

    private volatile boolean closed;
    private Optional<End> durable = Optional.empty();
    private Optional<End> rolled = Optional.empty();

    /** Who is told of the first failure, on the thread that has met it; must not wait for any of ZooKeeper's. */
    public interface Witness {
        /**
         * Something could not be written.
         *
         * @param file which file
         * @param why the error
         */
        void cannotWrite(File file, IOException why);
    }

    /** Up to where a file is written. */
    private record End(File file, long length) {
        private void shorten() throws IOException {
            if (!file.exists()) {
                return;
            }
            try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
                if (length < open.length()) {
                    open.setLength(length);
                    open.getFD().sync();
                }
            }
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /**
     * Opens a peer's log and snapshots.
     *
     * @param directory the directory of the peer's data
     * @param witness who is told of a failure
     * @throws IOException when there is no such directory and it cannot be made
     */
    public StrictLog(File directory, Witness witness) throws IOException {
        super(directory, directory);
        this.witness = Objects.requireNonNull(witness, "witness");
        FileUtils.deleteDirectory(unfinished().toFile());
    }

    private Path unfinished() {
        return getSnapDir().toPath().resolve(UNFINISHED);
    }

    private FileTxnLog log() {
        return (FileTxnLog) txnLog;
    }

    @Override
    public boolean append(Request request) throws IOException {
        // what changes nothing has no header, and is not written
        write(() -> super.append(request));
        return request.getHdr() != null;
    }

    @Override
    public void commit() throws IOException {
        write(() -> {
            super.commit();
            // nothing may have come since the last one was rolled
            durable = log().logStream == null ? rolled : Optional.of(end());
            rolled = durable;
        });
    }

    @Override
    public void rollLog() throws IOException {
        write(() -> {
            if (log().logStream != null) {
                log().logStream.flush();
                rolled = Optional.of(end());
            }
            super.rollLog();
        });
    }

    /** Up to where ZooKeeper has written, once everything is out of memory. */
    private End end() throws IOException {
        return new End(log().logFileWrite, log().fos.getChannel().position());
    }

    @Override
    public synchronized boolean truncateLog(long zxid) {
        durable = Optional.empty();
        rolled = Optional.empty();
        try {
            // closes this, and opens it again
            return super.truncateLog(zxid);
        } finally {
            closed = false;
        }
    }

    private void write(Writing writing) throws IOException {
        synchronized (this) {
            requireGood();
            try {
                writing.run();
                return;
            } catch (IOException e) {
                failure = Optional.of(e);
                takeBack(e);
            }
        }
        witness.cannotWrite(log().logFileWrite, failure.get());
        throw failure.get();
    }

    private void requireGood() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("nothing is written after a failure", failure.get());
        }
    }

    /** Removes what nobody was told of, and has nothing more come from memory. As far as that is possible. */
    private void takeBack(IOException why) {
        try {
            if (log().fos != null) {
                log().fos.close();
            }
            File newest = log().logFileWrite;
            if (newest != null
                    && durable.filter(end -> end.file().equals(newest)).isEmpty()) {
                new End(newest, 0).shorten();
            }
            if (durable.isPresent()) {
                durable.get().shorten();
            }
        } catch (IOException e) {
            // then the check before the next start finds what is there
            why.addSuppressed(e);
        }
    }

    /** Saves a snapshot; one that is not flushed has all that it has in the log, too. */
    @Override
    public File save(DataTree tree, ConcurrentHashMap<Long, Integer> sessions, boolean syncSnap) throws IOException {
        requireGood();
        int before = closings.get();
        boolean wasClosed = closed;
        SnapShot open = snapLog;
        if (open == null) {
            throw new IOException("a snapshot cannot be saved any more");
        }
        Path target = getSnapDir().toPath().resolve(Util.makeSnapshotName(tree.lastProcessedZxid));
        Path written = unfinished().resolve(target.getFileName());
        try {
            Files.createDirectories(unfinished());
            open.serialize(tree, sessions, written.toFile(), syncSnap || Files.exists(target));
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            return target.toFile();
        } catch (IOException e) {
            // one that was closed meanwhile tells nothing of the disk
            if (!wasClosed && before == closings.get()) {
                failed(target, e);
            }
            forget(written, e);
            throw e;
        }
    }

    private void failed(Path target, IOException why) {
        boolean first = failure.isEmpty();
        failure = Optional.of(why);
        if (first) {
            witness.cannotWrite(target.toFile(), why);
        }
    }

    private static void forget(Path written, IOException why) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        closings.incrementAndGet();
        closed = true;
        try {
            super.close();
        } catch (IOException e) {
            if (failure.isEmpty()) {
                throw e;
            }
        }
    }
}
