package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.mosha.engine.Attempt;

/**
 * Makes a copy of what can be read of a damaged one: its newest whole snapshot, and what the logs go on with from there
 * without a gap, up to the first damage. The damaged one stays as it is. Used by one thread.
 */
final class Salvage {

    private final Path from;
    private final Path to;
    private final List<String> leftOut = new ArrayList<>();
    private long known;
    private boolean ended;

    private Salvage(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /**
     * What has been made.
     *
     * @param last the zxid of the last transaction in it
     * @param leftOut what is not in it though it might matter, for people; empty if nothing is
     */
    record Result(long last, List<String> leftOut) {}

    /**
     * Makes a copy.
     *
     * @param from the damaged copy
     * @param to an empty directory, for the new copy
     * @param promised an epoch that the peer has accepted since; less than all if there is none
     * @return what it is; empty when there is no whole snapshot to begin with
     * @throws IOException when something cannot be read or written
     */
    static Optional<Result> make(Path from, Path to, long promised) throws IOException {
        Salvage salvage = new Salvage(from, to);
        CopyFiles files = CopyFiles.of(from);
        if (!salvage.snapshot(files)) {
            return Optional.empty();
        }
        salvage.logs(files);
        salvage.epochs(promised);
        return Optional.of(new Result(salvage.known, salvage.leftOut));
    }

    /**
     * The epoch that a copy's peer has accepted last.
     *
     * @param copy the copy
     * @return the epoch, less than all if there is none that can be read
     * @throws IOException when it cannot be looked at
     */
    static long accepted(Path copy) throws IOException {
        return epoch(copy.resolve(PeerData.ACCEPTED));
    }

    private boolean snapshot(CopyFiles files) throws IOException {
        List<Map.Entry<Long, Path>> newestFirst =
                new ArrayList<>(files.snapshots().entrySet());
        Collections.reverse(newestFirst);
        for (Map.Entry<Long, Path> snapshot : newestFirst) {
            Path file = snapshot.getValue();
            if (SnapshotCheck.check(file, snapshot.getKey()) == SnapshotCheck.State.WHOLE) {
                take(file, Files.size(file));
                known = snapshot.getKey();
                return true;
            }
            leftOut.add(file.getFileName().toString());
        }
        return false;
    }

    private void logs(CopyFiles files) throws IOException {
        for (Map.Entry<Long, Path> log : files.logs().entrySet()) {
            Path file = log.getValue();
            SortedMap<Long, Path> later = files.logs().tailMap(log.getKey() + 1);
            if (ended) {
                leftOut.add(file.getFileName().toString());
            } else {
                log(file, later.isEmpty() ? Optional.empty() : Optional.of(later.firstKey()));
            }
        }
    }

    /** Takes a log up to where it does not go on, if it has anything that the snapshot lacks. */
    private void log(Path file, Optional<Long> next) throws IOException {
        long before = known;
        List<Long> gap = new ArrayList<>();
        LogCheck.Result result = LogCheck.check(file, (zxid, at) -> {
            if (gap.isEmpty() && (zxid <= known || LoggedZxids.follows(known, zxid))) {
                known = Math.max(known, zxid);
            } else {
                gap.add(at);
            }
        });
        long end = gap.isEmpty() ? result.end() : gap.get(0);
        if (known > before) {
            take(file, end);
        }
        ended = !gap.isEmpty() || isShort(result, next);
        if (ended) {
            leftOut.add(file.getFileName() + " from byte " + end);
        }
    }

    /** Whether there may have been transactions, in a log that cannot be read to its end, that nothing else has. */
    private boolean isShort(LogCheck.Result log, Optional<Long> next) {
        boolean whole = log.damage().isEmpty() && !(log.hollow() && next.isPresent());
        boolean goesOn = next.filter(zxid -> zxid <= known + 1).isPresent();
        return !whole && !goesOn && log.reach().filter(zxid -> zxid <= known).isEmpty();
    }

    /** An epoch of which transactions may be missing is not one that the peer can speak for; what it promised, it holds. */
    private void epochs(long promised) throws IOException {
        long current = ZxidUtils.getEpochFromZxid(known);
        long accepted = LongStream.of(current, promised, accepted(from), epoch(from.resolve(PeerData.CURRENT)))
                .max()
                .orElse(current);
        write(PeerData.CURRENT, current);
        write(PeerData.ACCEPTED, accepted);
    }

    private static long epoch(Path file) throws IOException {
        try {
            return Long.parseLong(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return -1;
        }
    }

    private void write(String name, long epoch) throws IOException {
        Path file = to.resolve(name);
        Attempt.to("write", file, () -> {
            Files.writeString(file, Long.toString(epoch), StandardCharsets.US_ASCII);
            force(file, Long.MAX_VALUE);
        });
    }

    private void take(Path file, long length) throws IOException {
        Path target = to.resolve(file.getFileName());
        Attempt.to("write", target, () -> {
            Files.copy(file, target);
            force(target, length);
        });
    }

    /** Has the disk have a file, or its beginning only. */
    private static void force(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }
}
