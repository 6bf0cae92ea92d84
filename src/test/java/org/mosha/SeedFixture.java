package org.mosha;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The original's fixture, as the files that the original's own tests lay out. */
public record SeedFixture(Path mfsbase, Path hpcbase) {
    private static final String VARPATH = "var/mosix-ha";

    /** Lays the files out under a directory. */
    public static SeedFixture in(Path directory) throws IOException {
        SeedFixture fixture = new SeedFixture(directory.resolve("mfs"), directory.resolve("hpc"));
        fixture.write();
        return fixture;
    }

    /** A file of a node. */
    public Path file(int node, String name) {
        return mfsbase.resolve(Integer.toString(node)).resolve(VARPATH).resolve(name);
    }

    private void write() throws IOException {
        JsonObject facts = SeedFacts.fixture();
        for (Map.Entry<String, JsonElement> node : facts.getAsJsonObject("hpc").entrySet()) {
            Path status = hpcbase.resolve("nodes").resolve(node.getKey()).resolve("status");
            Files.createDirectories(status.getParent());
            Files.writeString(status, node.getValue().getAsString() + "\n");
        }
        writeAll(facts.getAsJsonObject("clstat"), "clstat", "Cluster::Init::Group ", " ");
        writeAll(facts.getAsJsonObject("hactl"), "hactl", "", " ");
        writeAll(facts.getAsJsonObject("cltab"), "cltab", "", ":");
        facts.getAsJsonObject("clstat_mtime").entrySet().forEach(e -> {
            LocalDateTime time = LocalDateTime.parse(e.getValue().getAsString());
            setTime(file(Integer.parseInt(e.getKey()), "clstat"), time);
        });
        setTime(file(2, "hactl"), LocalDateTime.of(1983, 1, 1, 1, 1));
    }

    private void writeAll(JsonObject nodes, String name, String begin, String between) throws IOException {
        for (Map.Entry<String, JsonElement> node : nodes.entrySet()) {
            StringBuilder text = new StringBuilder();
            for (JsonElement line : node.getValue().getAsJsonArray()) {
                text.append(begin).append(String.join(between, words(line.getAsJsonArray(), between)));
                text.append('\n');
            }
            Path file = file(Integer.parseInt(node.getKey()), name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    /** A line's words; a cltab line without a command gets the empty one that the original's has. */
    private static List<String> words(JsonArray line, String between) {
        List<String> words = new ArrayList<>();
        line.forEach(word -> words.add(word.getAsString()));
        if (between.equals(":") && words.size() == 4) {
            words.add("true");
        }
        return words;
    }

    private static void setTime(Path file, LocalDateTime time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time.toInstant(ZoneOffset.UTC)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
