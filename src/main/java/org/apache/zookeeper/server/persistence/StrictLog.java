package org.apache.zookeeper.server.persistence;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ZooKeeper's log and snapshots, which take the first failure to write for the last. ZooKeeper itself flushes what could
 * not be written once more when it shuts down, acknowledges it if that works, and goes on in the same file, behind a
 * part of a transaction: at the next start that is the end of the log, and the rest is lost. Here nothing is written
 * after a failure, and what was not acknowledged is taken back, so that the log ends with a whole transaction.
 *
 * <p>A snapshot appears under its name when all of it is written. ZooKeeper writes it in place, also over one that has
 * the same name: a kill or a full disk then leaves neither.
 *
 * <p>Some transactions may wait until the disk has them: they are given to the kernel before they are acknowledged, so
 * that the end of this process loses none, but a power cut may lose the last ones. The next transaction that may not wait
 * has the disk have all before it, too, before it is acknowledged; so have a roll, a snapshot, and whoever calls
 * {@link #force}. So of what was acknowledged, a power cut can only take an end that has nothing but such transactions,
 * and leaves no gap: this log begins by forcing what earlier ones have left to the kernel.
 *
 * <p>It is in ZooKeeper's own package as ZooKeeper lets it be extended, but shows nobody outside what it has open. Safe
 * for use by several threads.
 */
public final class StrictLog extends FileTxnSnapLog {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final String UNFINISHED = "unfinished";

    /** Far less than the part of a file that ZooKeeper makes at once: where that begins, it counts from the last force. */
    private static final int MOST_WAITING = 200;

    private final Witness witness;
    private final Predicate<Request> mayWait;
    private final Cut cut;
    private volatile Optional<IOException> failure = Optional.empty();
    /** How often it was closed, be it for a moment, and whether it is. */
    private final AtomicInteger closings = new AtomicInteger();

    private volatile boolean closed;
    private Optional<End> acknowledged = Optional.empty();
    private Optional<End> rolled = Optional.empty();
    /** How many may wait, and whether others have been written, since everything was forced. */
    private int waiting;

    private boolean urgent;
    private volatile boolean rewritten;

    /** What has to be done before the log is cut back. */
    public interface Cut {
        /**
         * The log is about to lose all after a transaction.
         *
         * @param zxid the last transaction that stays
         * @return whether what is loaded then ends with that transaction; nothing is cut if it does not
         * @throws IOException when that cannot be told
         */
        boolean prepare(long zxid) throws IOException;
    }

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
     * @param mayWait which transactions may be lost by a power cut after they were acknowledged
     * @param cut called before the log is cut back
     * @param witness who is told of a failure
     * @throws IOException when there is no such directory and it cannot be made, or the disk does not take what was
     *     written before
     */
    public StrictLog(File directory, Predicate<Request> mayWait, Cut cut, Witness witness) throws IOException {
        super(directory, directory);
        this.mayWait = Objects.requireNonNull(mayWait, "mayWait");
        this.cut = Objects.requireNonNull(cut, "cut");
        this.witness = Objects.requireNonNull(witness, "witness");
        FileUtils.deleteDirectory(unfinished().toFile());
        forceFiles();
    }

    /** Has the disk have the logs that are there: nobody else remembers what is on the way to it. */
    private void forceFiles() throws IOException {
        for (File file : FileTxnLog.getLogFiles(getDataLogDir().listFiles(), 0)) {
            try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
                channel.force(false);
            }
        }
    }

    private Path unfinished() {
        return getSnapDir().toPath().resolve(UNFINISHED);
    }

    private FileTxnLog log() {
        return (FileTxnLog) txnLog;
    }

    @Override
    public boolean append(Request request) throws IOException {
        write(() -> {
            if (super.append(request)) {
                appended(mayWait.test(request));
            }
        });
        // what changes nothing has no header, and is not written
        return request.getHdr() != null;
    }

    private synchronized void appended(boolean late) {
        if (late) {
            waiting++;
        } else {
            urgent = true;
        }
        notifyAll();
    }

    @Override
    public void commit() throws IOException {
        write(() -> {
            if (urgent || waiting >= MOST_WAITING) {
                forceAll();
            } else if (log().logStream != null) {
                log().logStream.flush();
            }
            // nothing may have come since the last one was rolled
            acknowledged = log().logStream == null ? rolled : Optional.of(end());
            rolled = acknowledged;
        });
    }

    private void forceAll() throws IOException {
        super.commit();
        waiting = 0;
        urgent = false;
    }

    /**
     * Returns when the disk has all that was written.
     *
     * @throws IOException when it does not take it, which is a failure to write
     */
    public void force() throws IOException {
        write(() -> {
            if (txnLog != null && (urgent || waiting > 0)) {
                forceAll();
            }
        });
    }

    /** Forces what is in the old file first: should the new one reach the disk before it, there would be a gap. */
    @Override
    public void rollLog() throws IOException {
        write(() -> {
            if (log().logStream != null) {
                forceAll();
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
        acknowledged = Optional.empty();
        rolled = Optional.empty();
        try {
            if (!cut.prepare(zxid)) {
                return false;
            }
            // closes this, and opens it again
            boolean done = super.truncateLog(zxid);
            forceFiles();
            // what comes now is in no log but the leader's until it is in a snapshot
            rewritten = true;
            waiting = 0;
            urgent = false;
            return done;
        } catch (IOException e) {
            LOG.error("the log cannot be cut back to 0x{}", Long.toHexString(zxid), e);
            return false;
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
                notifyAll();
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
                    && acknowledged.filter(end -> end.file().equals(newest)).isEmpty()) {
                new End(newest, 0).shorten();
            }
            if (acknowledged.isPresent()) {
                acknowledged.get().shorten();
            }
        } catch (IOException e) {
            // then the check before the next start finds what is there
            why.addSuppressed(e);
        }
    }

    /**
     * Saves a snapshot. It has its name only when all that it has is in the log, too, on the disk: what changes while it
     * is written may be in it, and must not stay when the log loses it.
     */
    @Override
    public File save(DataTree tree, ConcurrentHashMap<Long, Integer> sessions, boolean syncSnap) throws IOException {
        requireGood();
        int before = closings.get();
        boolean wasClosed = closed;
        boolean force = syncSnap || rewritten;
        SnapShot open = snapLog;
        if (open == null) {
            throw new IOException("a snapshot cannot be saved any more");
        }
        Path target = getSnapDir().toPath().resolve(Util.makeSnapshotName(tree.lastProcessedZxid));
        Path written = unfinished().resolve(target.getFileName());
        try {
            Files.createDirectories(unfinished());
            long begun = tree.lastProcessedZxid;
            open.serialize(tree, sessions, written.toFile(), force || Files.exists(target));
            long ended = tree.lastProcessedZxid;
            awaitLogged(ended == begun ? 0 : ended, before);
            force();
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            rewritten = rewritten && !force;
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

    /** Waits for a transaction that others may have acknowledged before it is written here. */
    private synchronized void awaitLogged(long zxid, int before) throws IOException {
        try {
            while (failure.isEmpty() && before == closings.get() && log().lastZxidSeen < zxid) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        requireGood();
        if (before != closings.get()) {
            throw new IOException("the log was closed before it had what is in the snapshot");
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
        synchronized (this) {
            closings.incrementAndGet();
            closed = true;
            notifyAll();
        }
        try {
            super.close();
        } catch (IOException e) {
            if (failure.isEmpty()) {
                throw e;
            }
        }
    }
}
