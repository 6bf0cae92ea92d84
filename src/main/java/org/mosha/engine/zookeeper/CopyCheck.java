package org.mosha.engine.zookeeper;

import java.io.IOException;
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
import java.util.stream.Stream;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.Util;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.mosha.engine.IoReason;

/**
 * Checks a peer's copy before the peer takes it for what it has acknowledged: its snapshots, its transaction logs, and
 * that the logs go on from the newest snapshot without a gap. What a daemon that was killed, or whose power was cut,
 * leaves half-way is no damage as long as everything that the peer had acknowledged is there. Used by one thread.
 */
final class CopyCheck {
    private static final String CURRENT = "currentEpoch";
    private static final String ACCEPTED = "acceptedEpoch";

    /** What is being written has this at the end of its name; nobody has been told that it is there. */
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final LoggedZxids logged = new LoggedZxids();
    private final List<Path> leftovers = new ArrayList<>();
    private final List<Long> cut = new ArrayList<>();
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
     */
    record Result(Optional<String> damage, boolean empty, List<Path> leftovers) {}

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
            return new Result(Optional.empty(), true, List.of());
        }
        CopyCheck check = new CopyCheck(directory);
        try {
            check.run();
            return new Result(Optional.empty(), check.whole.isEmpty(), check.leftovers);
        } catch (Damaged e) {
            return new Result(Optional.of(e.getMessage()), false, List.of());
        }
    }

    private void run() throws IOException, Damaged {
        SortedMap<Long, Path> logs = files(FileTxnLog.LOG_FILE_PREFIX);
        for (Map.Entry<Long, Path> log : logs.entrySet()) {
            checkLog(log.getValue(), log.getKey().equals(logs.lastKey()));
        }
        for (Map.Entry<Long, Path> snapshot :
                files(FileSnap.SNAPSHOT_FILE_PREFIX).entrySet()) {
            checkSnapshot(snapshot.getValue(), snapshot.getKey());
        }
        checkTogether();
        checkEpochs();
    }

    /** The files with a zxid in their name, as ZooKeeper reads names, the newest last. */
    private SortedMap<Long, Path> files(String prefix) throws IOException {
        SortedMap<Long, Path> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                long zxid = Util.getZxidFromName(file.getFileName().toString(), prefix);
                if (zxid == -1) {
                    continue;
                }
                if (file.toString().endsWith(UNFINISHED)) {
                    leftovers.add(file);
                } else {
                    found.put(zxid, file);
                }
            }
        }
        return found;
    }

    private void checkLog(Path file, boolean last) throws IOException, Damaged {
        LogCheck.Result result;
        try {
            result = LogCheck.check(file, logged::add);
        } catch (FileSystemException e) {
            throw new IOException(IoReason.cannot("read", file, e), e);
        } catch (IOException e) {
            // it could be opened
            throw new Damaged(file, "it cannot be read: " + IoReason.of(e));
        }
        if (result.damage().isPresent()) {
            throw new Damaged(file, result.damage().get());
        }
        if (result.hollow() && !last) {
            throw new Damaged(file, "it is empty");
        }
        if (result.hollow()) {
            leftovers.add(file);
        }
    }

    private void checkSnapshot(Path file, long zxid) throws IOException, Damaged {
        SnapshotCheck.State state;
        try {
            state = SnapshotCheck.check(file, zxid);
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", file, e), e);
        }
        switch (state) {
            case WHOLE -> whole = Optional.of(zxid);
            case CUT -> cut.add(zxid);
            default -> throw new Damaged(file, "the snapshot's content does not fit its checksum");
        }
    }

    /** Whether the newest whole snapshot and the logs are all that the peer has ever had. */
    private void checkTogether() throws Damaged {
        if (whole.isEmpty()) {
            if (!logged.isEmpty()) {
                throw new Damaged(directory, "there are logs, but no whole snapshot that they go on from");
            }
            // a first snapshot is of nothing; ZooKeeper takes it for none when it is cut
            needLogged(cut.stream().filter(zxid -> zxid != 0).toList());
            return;
        }
        Optional<String> missing = logged.missingAfter(whole.get());
        if (missing.isPresent()) {
            throw new Damaged(directory, missing.get());
        }
        needLogged(cut.stream().filter(zxid -> zxid > whole.get()).toList());
    }

    /** What a snapshot had is there without it if the logs have it: otherwise it came from another node as a whole. */
    private void needLogged(List<Long> snapshots) throws Damaged {
        for (long zxid : snapshots) {
            if (!logged.contains(zxid)) {
                throw new Damaged(
                        directory.resolve(Util.makeSnapshotName(zxid)),
                        "the snapshot's end is missing, and the logs do not have what was in it");
            }
        }
    }

    /** ZooKeeper would not start with epochs that do not fit. */
    private void checkEpochs() throws IOException, Damaged {
        Optional<Long> current = epoch(CURRENT);
        Optional<Long> accepted = epoch(ACCEPTED);
        if (whole.isEmpty()) {
            return;
        }
        long newest = ZxidUtils.getEpochFromZxid(Math.max(whole.get(), logged.last()));
        if (current.orElse(newest) < newest) {
            // ZooKeeper takes what was about to take its place
            current = epoch(CURRENT + UNFINISHED).or(() -> Optional.of(-1L));
        }
        if (current.orElse(newest) < newest) {
            throw new Damaged(
                    directory.resolve(CURRENT), "it is behind epoch " + newest + ", of the newest transaction");
        }
        if (accepted.orElse(newest) < current.orElse(newest)) {
            throw new Damaged(
                    directory.resolve(ACCEPTED), "it is behind epoch " + current.orElse(newest) + ", of " + CURRENT);
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
