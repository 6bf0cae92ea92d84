package org.mosha;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** The original's own assertions, as data: {@code seed-facts.json}. */
public final class SeedFacts {
    private SeedFacts() {}

    /** All of it. */
    public static JsonObject all() {
        try (Reader reader = new InputStreamReader(
                SeedFacts.class.getResourceAsStream("/seed-facts.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clstat of each node of the fixture; a node without one is not in it. */
    public static SortedMap<NodeId, ClStat> clstats() {
        SortedMap<NodeId, ClStat> nodes = new TreeMap<>();
        fixture().getAsJsonObject("clstat").entrySet().forEach(node -> {
            SortedMap<GroupName, GroupStatus> groups = new TreeMap<>();
            for (JsonElement line : node.getValue().getAsJsonArray()) {
                JsonArray words = line.getAsJsonArray();
                groups.put(group(words.get(0).getAsString()), status(words.get(1), words.get(2)));
            }
            nodes.put(node(node.getKey()), new ClStat(groups));
        });
        return nodes;
    }

    /** The newest hactl of the fixture. */
    public static SortedMap<GroupName, Runlevel> wanted() {
        SortedMap<GroupName, Runlevel> wanted = new TreeMap<>();
        String newest = fixture().get("hactl_newest").getAsString();
        for (JsonElement line : fixture().getAsJsonObject("hactl").getAsJsonArray(newest)) {
            JsonArray words = line.getAsJsonArray();
            wanted.put(
                    group(words.get(0).getAsString()), new Runlevel(words.get(1).getAsString()));
        }
        return wanted;
    }

    /** The consolidated status that the original made of the fixture. */
    public static HaStat hastat() {
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> groups = new TreeMap<>();
        for (Map.Entry<String, JsonElement> group :
                all().getAsJsonObject("hastat").entrySet()) {
            SortedMap<NodeId, GroupStatus> nodes = new TreeMap<>();
            group.getValue().getAsJsonObject().entrySet().forEach(one -> {
                JsonArray words = one.getValue().getAsJsonArray();
                nodes.put(node(one.getKey()), status(words.get(0), words.get(1)));
            });
            groups.put(group(group.getKey()), nodes);
        }
        return new HaStat(groups);
    }

    /** The fixture itself. */
    public static JsonObject fixture() {
        return all().getAsJsonObject("fixture");
    }

    /** A group's name. */
    public static GroupName group(String name) {
        return new GroupName(name);
    }

    /** A node's number. */
    public static NodeId node(String number) {
        return new NodeId(Integer.parseInt(number));
    }

    /** A status of a decision row: an object with level and state, or null. */
    public static Optional<GroupStatus> status(JsonElement status) {
        return status.isJsonNull()
                ? Optional.empty()
                : Optional.of(status(
                        status.getAsJsonObject().get("level"),
                        status.getAsJsonObject().get("state")));
    }

    /** A text of a decision row, or null. */
    public static Optional<String> text(JsonElement text) {
        return text.isJsonNull() ? Optional.empty() : Optional.of(text.getAsString());
    }

    private static GroupStatus status(JsonElement level, JsonElement state) {
        return new GroupStatus(new Runlevel(level.getAsString()), state.getAsString());
    }
}
