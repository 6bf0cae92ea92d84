package org.mosha.engine.directory;

import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * What orders the versions of one of the operator's files: the time, and between equal times the content's hash, so
 * that all nodes agree. Times are compared to the millisecond, which copies keep on any filesystem in use.
 *
 * @param millis the file's time, in milliseconds since 1970
 * @param hash of its content
 */
record ConfigVersion(long millis, String hash) implements Comparable<ConfigVersion> {
    private static final Comparator<ConfigVersion> ORDER =
            Comparator.comparingLong(ConfigVersion::millis).thenComparing(ConfigVersion::hash);

    static ConfigVersion of(FileTime time, String hash) {
        return new ConfigVersion(time.toMillis(), hash);
    }

    /** Reads what {@link #toString} has written; empty when it is something else. */
    static Optional<ConfigVersion> parse(String text) {
        String[] words = text.trim().split(" ");
        try {
            return words.length == 2
                    ? Optional.of(new ConfigVersion(Long.parseLong(words[0]), words[1]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return millis + " " + hash;
    }

    @Override
    public int compareTo(ConfigVersion other) {
        return ORDER.compare(this, other);
    }

    boolean isNewerThan(ConfigVersion other) {
        return compareTo(other) > 0;
    }
}
