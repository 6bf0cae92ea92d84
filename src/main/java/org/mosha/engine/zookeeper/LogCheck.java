package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.server.persistence.FileTxnLog;

/**
 * Reads one of ZooKeeper's transaction logs more strictly than ZooKeeper does, which takes the first record that makes no
 * sense for the log's end, and so may leave out in silence what it has acknowledged.
 *
 * <p>A record is a checksum, a length, the transaction and an end mark, written in this order; what follows the last one
 * is zero, or the end of the file. A daemon that was killed, or whose power was cut, leaves a beginning of a record at the
 * most, which it had not acknowledged: that is a log's ordinary end. Anything else is damage: a whole record that is
 * wrong, or something behind one.
 */
final class LogCheck {
    private static final int FILE_HEADER = 16;
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final byte MARK = 'B';

    /** A transaction's own header: session, its number there, zxid, time, type. */
    private static final int SHORTEST = 32;

    private static final int ZXID = 12;
    private static final long LONGEST = 2L * BinaryInputArchive.maxBuffer;

    /** What a search may cost, in bytes that are read: so many times the file's size, and so much at least. */
    private static final int SEARCH = 16;

    private static final long SHORT_SEARCH = 1L << 20;
    private static final long FAR = 1L << 12;

    private final LogBytes bytes;
    private long effort;

    private LogCheck(LogBytes bytes) {
        this.bytes = bytes;
        this.effort = SEARCH * bytes.size() + SHORT_SEARCH;
    }

    /**
     * What a log is.
     *
     * @param hollow whether not even its header was written, before the power was cut
     * @param damage what is wrong with it, for people; empty if nothing is
     * @param end the byte behind the last transaction that can be read
     * @param reach the zxid of the last transaction behind the damage, if it is certain that there is no later one
     */
    record Result(boolean hollow, Optional<String> damage, long end, Optional<Long> reach) {}

    /** Is told what is in a log. */
    interface Transactions {
        /** There is this transaction at this byte. */
        void add(long zxid, long at);
    }

    /**
     * Checks a log.
     *
     * @param file the log
     * @param transactions is told each transaction in it up to the damage
     * @return what it is
     * @throws IOException when it cannot be opened or read
     */
    static Result check(Path file, Transactions transactions) throws IOException {
        try (LogBytes bytes = new LogBytes(file)) {
            return new LogCheck(bytes).check(transactions);
        }
    }

    private Result check(Transactions transactions) throws IOException {
        if (bytes.size() < FILE_HEADER || bytes.intAt(0) != FileTxnLog.TXNLOG_MAGIC) {
            Optional<String> damage =
                    isHollow() ? Optional.empty() : Optional.of("it does not begin as a transaction log");
            return new Result(damage.isEmpty(), damage, 0, Optional.empty());
        }
        long at = FILE_HEADER;
        while (isRecord(at)) {
            transactions.add(zxid(at), at);
            at = next(at);
        }
        long place = at;
        Optional<String> damage = wrongAtEnd(at).map(what -> what + " at byte " + place);
        return new Result(false, damage, place, damage.isEmpty() ? Optional.empty() : lastBehind(place));
    }

    private long zxid(long at) throws IOException {
        return bytes.longAt(at + HEAD + ZXID);
    }

    /** The last transaction if nothing but checksums is wrong on the way to it. */
    private Optional<Long> lastBehind(long from) throws IOException {
        Optional<Long> last = Optional.empty();
        long end = bytes.end();
        long at = from;
        while (at <= end && isFramed(at)) {
            last = isSum(at, length(at)) ? Optional.of(zxid(at)) : Optional.empty();
            at = next(at);
        }
        return end < at ? last : Optional.empty();
    }

    private boolean isHollow() throws IOException {
        long end = bytes.end();
        return end < 0 || bytes.size() < FILE_HEADER && (bytes.intAt(0) == FileTxnLog.TXNLOG_MAGIC || end < 3);
    }

    private int length(long at) throws IOException {
        return bytes.intAt(at + Long.BYTES);
    }

    private long mark(long at) throws IOException {
        return at + HEAD + length(at);
    }

    private long next(long at) throws IOException {
        return mark(at) + 1;
    }

    private boolean hasLength(long at) throws IOException {
        return length(at) >= SHORTEST && length(at) <= LONGEST;
    }

    /** Whether the first bytes of a length are there, and the others are still zero. */
    private boolean hasBegunLength(long at) throws IOException {
        return length(at) >= 0 && length(at) <= LONGEST;
    }

    private boolean isRecord(long at) throws IOException {
        return isFramed(at) && isSum(at, length(at));
    }

    private boolean isFramed(long at) throws IOException {
        return bytes.intAt(at) == 0 && hasLength(at) && next(at) <= bytes.size() && bytes.at(mark(at)) == MARK;
    }

    private boolean isSum(long at, long length) throws IOException {
        return bytes.checksum(at + HEAD, length) == bytes.longAt(at);
    }

    /** What shows that more was written than the beginning of a record. */
    private Optional<String> wrongAtEnd(long at) throws IOException {
        long end = bytes.end();
        if (end < at) {
            return Optional.empty();
        }
        boolean headOnly = end < at + HEAD;
        if (bytes.intAt(at) != 0 || !(headOnly ? hasBegunLength(at) : hasLength(at))) {
            return Optional.of("there is no transaction where one should begin,");
        }
        if (headOnly) {
            return Optional.empty();
        }
        if (end > mark(at)) {
            return Optional.of("there is more behind a transaction that is not whole,");
        }
        if (end == mark(at)) {
            return Optional.of("the checksum does not fit the transaction");
        }
        // its length may be what is wrong: then it is whole itself, or others are within what it seems to reach over
        long length = end - at - HEAD;
        if (bytes.at(end) == MARK && length >= SHORTEST && isSum(at, length)) {
            return Optional.of("the length does not fit the transaction");
        }
        return isRecordWithin(at + 1, end)
                ? Optional.of("there are more behind a transaction that is not whole,")
                : Optional.empty();
    }

    private boolean isRecordWithin(long from, long end) throws IOException {
        for (long at = from; at <= end - HEAD - SHORTEST; at++) {
            if (bytes.intAt(at) == 0 && hasLength(at) && mark(at) <= end) {
                // something that is made to look like many records must not take for ever
                effort -= FAR + length(at);
                if (effort < 0 || isRecord(at)) {
                    return true;
                }
            }
        }
        return false;
    }
}
