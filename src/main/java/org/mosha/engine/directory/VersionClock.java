package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.mosha.engine.Attempt;
import org.mosha.engine.WatchedFile;

/**
 * The logical clock of one of the operator's files: the newest time of all its versions that this node has seen. An edit
 * gets a later one, whatever the clocks say.
 */
final class VersionClock {
    private long newestMillis = Long.MIN_VALUE;

    /** Takes note of a version. */
    void saw(ConfigVersion version) {
        newestMillis = Math.max(newestMillis, version.millis());
    }

    /** The newest time that was seen. */
    long newestMillis() {
        return newestMillis;
    }

    /** The time of an edit: the present one, unless that is no later than all that was seen. */
    FileTime next(Instant wall) {
        long later = newestMillis == Long.MIN_VALUE ? newestMillis : newestMillis + 1;
        return FileTime.fromMillis(Math.max(wall.toEpochMilli(), later));
    }

    /** Has a copy be newer than a time, also where a filesystem has cut the one that was set down to that. */
    void makeNewer(ConfigCopy copy, long thanMillis) throws IOException {
        if (copy.version().filter(now -> now.millis() <= thanMillis).isPresent()) {
            setTime(copy.file(), thanMillis);
            copy.version().ifPresent(this::saw);
        }
    }

    /** Filesystems keep times more or less finely, so more and more is added until it is really later. */
    private static void setTime(WatchedFile file, long afterMillis) throws IOException {
        Path path = file.path();
        for (long more = 1; more <= 4_000; more = more < 1_000 ? 1_000 : more + 1_000) {
            FileTime later = FileTime.fromMillis(afterMillis + more);
            Attempt.to("set the time of", path, () -> Files.setLastModifiedTime(path, later));
            file.look();
            if (file.time().isPresent() && file.time().get().toMillis() > afterMillis) {
                return;
            }
        }
    }
}
