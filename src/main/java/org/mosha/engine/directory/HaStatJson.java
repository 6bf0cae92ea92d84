package org.mosha.engine.directory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import org.mosha.model.HaStat;

/** The text of a hastat file: group, then node, then level and state. */
final class HaStatJson {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private HaStatJson() {}

    static String format(HaStat hastat) {
        JsonObject root = new JsonObject();
        hastat.groups().forEach((group, nodes) -> {
            JsonObject ofGroup = new JsonObject();
            nodes.forEach((node, status) -> {
                JsonObject ofNode = new JsonObject();
                ofNode.addProperty("level", status.level().value());
                ofNode.addProperty("state", status.state());
                ofGroup.add(node.toString(), ofNode);
            });
            root.add(group.value(), ofGroup);
        });
        return GSON.toJson(root) + "\n";
    }
}
