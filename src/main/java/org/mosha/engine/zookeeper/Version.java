package org.mosha.engine.zookeeper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.mosha.engine.FileContent;

/**
 * A version of the configuration: both of the operator's files, and where each of them comes from.
 *
 * @param number its number, from 1; 0 for the one before the first, which has nothing
 * @param author which node made it, and on which host
 * @param wallMillis when it was made, by the wall clock; for people only
 * @param what how it came about, in a few words
 * @param files the files that there are
 * @param since the version in which each of them came to be what it is
 */
record Version(
        long number,
        String author,
        long wallMillis,
        String what,
        Map<OperatorFile, FileContent> files,
        Map<OperatorFile, Long> since) {
    static final Version NONE = new Version(0, "", 0, "", Map.of(), Map.of());

    /** How it begins to say what has become of a node. */
    static final String OF_MEMBERS = "node ";

    /** More than this does not fit into a znode. */
    private static final int MOST_BYTES = 1_000_000;

    Version {
        files = Map.copyOf(files);
        since = Map.copyOf(since);
    }

    Optional<FileContent> file(OperatorFile file) {
        return Optional.ofNullable(files.get(file));
    }

    String hash(OperatorFile file) {
        return file(file).map(FileContent::hash).orElse("");
    }

    long since(OperatorFile file) {
        return since.getOrDefault(file, 0L);
    }

    /** The next version, with other files in the place of some. */
    Version next(String who, long now, String how, Map<OperatorFile, FileContent> changed) {
        Map<OperatorFile, FileContent> all = new EnumMap<>(OperatorFile.class);
        Map<OperatorFile, Long> origins = new EnumMap<>(OperatorFile.class);
        all.putAll(files);
        origins.putAll(since);
        changed.forEach((file, content) -> {
            if (!hash(file).equals(content.hash())) {
                all.put(file, content);
                origins.put(file, number + 1);
            }
        });
        return new Version(number + 1, who, now, how, all, origins);
    }

    /** Whether another one, of the same number, was made by the same proposal. */
    boolean isSame(Version other) {
        boolean sameFiles =
                Arrays.stream(OperatorFile.values()).allMatch(file -> hash(file).equals(other.hash(file)));
        return sameFiles
                && number == other.number
                && wallMillis == other.wallMillis
                && author.equals(other.author)
                && what.equals(other.what);
    }

    /** A line for people. */
    String line() {
        String changed = String.join(
                " and ",
                since.entrySet().stream()
                        .filter(e -> e.getValue() == number)
                        .map(e -> e.getKey().toString())
                        .sorted()
                        .toList());
        return number + "  " + Instant.ofEpochMilli(wallMillis).truncatedTo(ChronoUnit.SECONDS) + "  " + author + "  "
                + (changed.isEmpty() ? unchanged() : changed) + ": " + what;
    }

    /** What a version is about that has the files of the one before it. */
    private String unchanged() {
        return what.startsWith(OF_MEMBERS) ? "members" : "no change";
    }

    byte[] format() throws IOException {
        Map<String, String> fields = new HashMap<>();
        fields.put("number", Long.toString(number));
        fields.put("author", author);
        fields.put("wallMillis", Long.toString(wallMillis));
        fields.put("what", what);
        files.forEach((file, content) ->
                fields.put(file.toString(), Base64.getEncoder().encodeToString(content.bytes())));
        since.forEach((file, origin) -> fields.put(file + ".since", origin.toString()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(Fields.format(fields));
        }
        if (bytes.size() > MOST_BYTES) {
            throw new IOException("cltab and hactl are too large: packed they have " + bytes.size() + " bytes, at most "
                    + MOST_BYTES + " can be spread");
        }
        return bytes.toByteArray();
    }

    static Version parse(byte[] data) throws IOException {
        Fields fields;
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(data))) {
            fields = Fields.parse(packed.readAllBytes());
        }
        Map<OperatorFile, FileContent> files = new EnumMap<>(OperatorFile.class);
        Map<OperatorFile, Long> since = new EnumMap<>(OperatorFile.class);
        for (OperatorFile file : OperatorFile.values()) {
            long origin = fields.number(file + ".since", 0);
            if (origin > 0) {
                since.put(file, origin);
                files.put(file, FileContent.of(Base64.getDecoder().decode(fields.text(file.toString()))));
            }
        }
        return new Version(
                fields.number("number", 0),
                fields.text("author"),
                fields.number("wallMillis", 0),
                fields.text("what"),
                files,
                since);
    }
}
