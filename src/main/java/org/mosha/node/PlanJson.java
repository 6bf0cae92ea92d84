package org.mosha.node;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.mosha.decide.Metrics;
import org.mosha.decide.Plan;
import org.mosha.model.Runlevel;

/** A plan as the contract's JSON. */
public final class PlanJson {
    private PlanJson() {}

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @param ratio the part of the remembered nodes that must be visible
     * @return indented JSON
     */
    public static String of(Plan plan, double ratio) {
        JsonObject json = new JsonObject();
        json.addProperty("node", plan.node().value());
        JsonArray nodes = new JsonArray();
        plan.nodes().forEach(node -> nodes.add(node.value()));
        json.add("nodes", nodes);
        JsonObject quorum = new JsonObject();
        quorum.addProperty("quorate", plan.quorum().quorate());
        quorum.addProperty("visible", plan.quorum().visible());
        quorum.addProperty("remembered", plan.quorum().after().remembered());
        quorum.addProperty("ratio", ratio);
        json.add("quorum", quorum);
        JsonArray stomith = new JsonArray();
        plan.stomith().forEach(node -> stomith.add(node.value()));
        json.add("stomith", stomith);
        JsonObject groups = new JsonObject();
        plan.groups().forEach((name, group) -> groups.add(name.value(), group(group)));
        json.add("groups", groups);
        return new GsonBuilder()
                .serializeNulls()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
    }

    private static JsonObject group(Plan.GroupPlan group) {
        JsonObject json = new JsonObject();
        json.add("metrics", metrics(group.metrics()));
        json.addProperty("rule", group.rule().name());
        json.addProperty("tell", group.tell().map(Runlevel::value).orElse(null));
        json.addProperty("why", group.why());
        return json;
    }

    private static JsonObject metrics(Metrics metrics) {
        JsonObject json = new JsonObject();
        json.addProperty("isactive", metrics.isactive());
        json.addProperty("islocal", metrics.islocal());
        json.addProperty("instances", metrics.instances());
        json.addProperty("inconflict", metrics.inconflict());
        json.addProperty("planned", metrics.planned());
        json.addProperty("passed", metrics.passed());
        json.addProperty("failed", metrics.failed());
        json.addProperty("intransition", metrics.intransition());
        json.addProperty("chlevel", metrics.chlevel());
        json.addProperty("needplan", metrics.needplan());
        json.addProperty("deleted", metrics.deleted());
        return json;
    }
}
