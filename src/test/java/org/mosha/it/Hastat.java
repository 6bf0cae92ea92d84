package org.mosha.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The consolidated status that a node writes. */
public final class Hastat {
    private Hastat() {}

    /**
     * Reads it.
     *
     * @param base the node base
     * @return by group and node: level and state, such as "start DONE"
     * @throws IOException when it cannot be read
     */
    public static SortedMap<String, SortedMap<Integer, String>> read(Path base) throws IOException {
        String text = Files.readString(base.resolve("hastat"));
        SortedMap<String, SortedMap<Integer, String>> groups = new TreeMap<>();
        for (Map.Entry<String, JsonElement> group :
                JsonParser.parseString(text).getAsJsonObject().entrySet()) {
            SortedMap<Integer, String> instances = new TreeMap<>();
            group.getValue().getAsJsonObject().entrySet().forEach(instance -> {
                JsonObject status = instance.getValue().getAsJsonObject();
                instances.put(
                        Integer.valueOf(instance.getKey()),
                        status.get("level").getAsString() + " "
                                + status.get("state").getAsString());
            });
            groups.put(group.getKey(), instances);
        }
        return groups;
    }
}
