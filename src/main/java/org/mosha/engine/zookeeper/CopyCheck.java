package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.zookeeper.server.persistence.Util;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.mosha.engine.IoReason;

/**
 * Checks a peer's copy before the peer takes it for what it has acknowledged: its snapshots, its transaction logs, and
 * that the logs go on from the newest whole snapshot without a gap. What a daemon that was killed leaves half-way is no
 * damage as long as everything that the peer had acknowledged is there. Nor is, mostly, what a power cut leaves: but what
 * was not yet flushed may be on the disk in any order, so that its end looks like damage. A damaged file that nothing
 * needs is none either. Used by one thread.
 */
final class CopyCheck {

    private final Path directory;
    private final LoggedZxids logged = new LoggedZxids();
    private final List<Path> leftovers = new ArrayList<>();
    private final List<Path> unneeded = new ArrayList<>();
    private final SortedMap<Long, String> unreadable = new TreeMap<>();
    private Optional<Long> whole = Optional.empty();

    private CopyCheck(Path directory) {
        this.directory = directory;
    }

    /**
     * What a copy is.
     *
     * @param damage which file is damaged and what is wrong with it, for people; empty if nothing is
     * @param empty whether there is nothing in it
     * @param leftovers files that nothing has been acknowledged from, and which ZooKeeper would stumble over
     * @param unneeded damaged files without which the copy is whole, and earlier logs that make no sense without them
     */
    record Result(Optional<String> damage, boolean empty, List<Path> leftovers, List<Path> unneeded) {}

    /** Thrown at the first damage. */
    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        private Damaged(Path file, String what) {
            super(file + ": " + what);
        }
    }

    /**
     * Checks a copy.
     *
     * @param directory where ZooKeeper keeps its snapshots and logs; there need not be one
     * @return what it is
     * @throws IOException when something cannot be looked at, which tells nothing of it
     */
    static Result check(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return new Result(Optional.empty(), true, List.of(), List.of());
        }
        CopyCheck check = new CopyCheck(directory);
        try {
            check.run();
            return new Result(Optional.empty(), check.whole.isEmpty(), check.leftovers, check.unneeded);
        } catch (Damaged e) {
            return new Result(Optional.of(e.getMessage()), false, List.of(), List.of());
        }
    }

    private void run() throws IOException, Damaged {
        CopyFiles files = CopyFiles.of(directory);
        leftovers.addAll(files.unfinished());
        for (Map.Entry<Long, Path> snapshot : files.snapshots().entrySet()) {
            checkSnapshot(snapshot.getValue(), snapshot.getKey());
        }
        checkLogs(files.logs());
        checkTogether();
        checkEpochs();
    }

    private void checkSnapshot(Path file, long zxid) throws IOException {
        SnapshotCheck.State state;
        try {
            state = SnapshotCheck.check(file, zxid);
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", file, e), e);
        }
        switch (state) {
            case WHOLE -> whole = Optional.of(zxid);
            case CUT -> unreadable.put(zxid, "the snapshot's end is missing");
            default -> {
                unreadable.put(zxid, "the snapshot's content does not fit its checksum");
                unneeded.add(file);
            }
        }
    }

    private void checkLogs(SortedMap<Long, Path> logs) throws IOException, Damaged {
        List<Path> earlier = new ArrayList<>();
        for (Map.Entry<Long, Path> log : logs.entrySet()) {
            SortedMap<Long, Path> later = logs.tailMap(log.getKey() + 1);
            Optional<Long> next = later.isEmpty() ? Optional.empty() : Optional.of(later.firstKey());
            earlier.add(log.getValue());
            if (!checkLog(log.getValue(), next)) {
                // with a gap in the logs, ZooKeeper would send others what is before it and behind it, as if that were
                // all
                unneeded.addAll(earlier);
                earlier.clear();
            }
        }
    }

    /** Whether a log is whole; one that is not, but has nothing that the newest whole snapshot lacks, does no harm. */
    private boolean checkLog(Path file, Optional<Long> next) throws IOException, Damaged {
        LogCheck.Result result = read(file);
        if (result.hollow() && next.isEmpty()) {
            leftovers.add(file);
            return true;
        }
        Optional<String> damage = result.hollow() ? Optional.of("it is empty") : result.damage();
        if (damage.isEmpty()) {
            return true;
        }
        // a log has what is before the next one's first transaction
        Optional<Long> reach = next.map(zxid -> zxid - 1);
        if (isIn(whole, reach) || isIn(whole, result.reach())) {
            return false;
        }
        throw new Damaged(file, damage.get());
    }

    private static boolean isIn(Optional<Long> snapshot, Optional<Long> reach) {
        return snapshot.isPresent() && reach.isPresent() && reach.get() <= snapshot.get();
    }

    private LogCheck.Result read(Path file) throws IOException, Damaged {
        try {
            return LogCheck.check(file, (zxid, at) -> logged.add(zxid));
        } catch (FileSystemException | ClosedChannelException e) {
            // an interrupted thread's channels close, which tells nothing of the file
            throw new IOException(IoReason.cannot("read", file, e), e);
        } catch (IOException e) {
            // it could be opened
            throw new Damaged(file, "it cannot be read: " + IoReason.of(e));
        }
    }

    /** Whether the newest whole snapshot and the logs are all that the peer has ever had. */
    private void checkTogether() throws Damaged {
        if (whole.isEmpty()) {
            if (!logged.isEmpty()) {
                throw new Damaged(directory, "there are logs, but no whole snapshot that they go on from");
            }
            // a first snapshot is of nothing; ZooKeeper takes it for none when it is cut
            needLogged(unneeded.isEmpty() ? unreadable.tailMap(1L) : unreadable);
            return;
        }
        Optional<String> missing = logged.missingAfter(whole.get());
        if (missing.isPresent()) {
            throw new Damaged(directory, missing.get());
        }
        needLogged(unreadable.tailMap(whole.get()));
    }

    /** What a snapshot had is there without it if the logs have it: otherwise it came from another node as a whole. */
    private void needLogged(SortedMap<Long, String> snapshots) throws Damaged {
        for (Map.Entry<Long, String> snapshot : snapshots.entrySet()) {
            if (!logged.contains(snapshot.getKey())) {
                throw new Damaged(
                        directory.resolve(Util.makeSnapshotName(snapshot.getKey())),
                        snapshot.getValue() + ", and the logs do not have what was in it");
            }
        }
    }

    /** ZooKeeper would not start with epochs that do not fit. */
    private void checkEpochs() throws IOException, Damaged {
        Optional<Long> current = epoch(PeerData.CURRENT);
        Optional<Long> accepted = epoch(PeerData.ACCEPTED);
        if (whole.isEmpty()) {
            return;
        }
        long newest = ZxidUtils.getEpochFromZxid(Math.max(whole.get(), logged.last()));
        if (current.orElse(newest) < newest) {
            // ZooKeeper takes what was about to take its place
            current = epoch(PeerData.CURRENT + CopyFiles.UNFINISHED).or(() -> Optional.of(-1L));
        }
        if (current.orElse(newest) < newest) {
            throw new Damaged(
                    directory.resolve(PeerData.CURRENT),
                    "it is behind epoch " + newest + ", of the newest transaction");
        }
        if (accepted.orElse(newest) < current.orElse(newest)) {
            throw new Damaged(
                    directory.resolve(PeerData.ACCEPTED),
                    "it is behind epoch " + current.orElse(newest) + ", of " + PeerData.CURRENT);
        }
    }

    private Optional<Long> epoch(String name) throws IOException, Damaged {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip()));
        } catch (NumberFormatException e) {
            throw new Damaged(file, "there is no number in it");
        }
    }
}
