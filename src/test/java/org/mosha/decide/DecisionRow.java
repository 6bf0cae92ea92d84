package org.mosha.decide;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.SeedFacts;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** One row of the original's decisions: one group seen from node 1 of three; another instance is on node 2. */
record DecisionRow(
        Optional<Runlevel> hactl,
        Optional<GroupStatus> local,
        Optional<GroupStatus> remote,
        double draw,
        Metrics metrics,
        Optional<Runlevel> tell,
        String pace,
        String text) {

    static List<DecisionRow> all() {
        List<DecisionRow> rows = new ArrayList<>();
        for (JsonElement row : SeedFacts.all().getAsJsonObject("decisions").getAsJsonArray("rows")) {
            rows.add(of(row.getAsJsonObject()));
        }
        return rows;
    }

    GroupName group() {
        return new GroupName("web");
    }

    NodeId self() {
        return new NodeId(1);
    }

    SortedMap<GroupName, Runlevel> wanted() {
        SortedMap<GroupName, Runlevel> wanted = new TreeMap<>();
        hactl.ifPresent(level -> wanted.put(group(), level));
        return wanted;
    }

    SortedMap<NodeId, GroupStatus> instances() {
        SortedMap<NodeId, GroupStatus> instances = new TreeMap<>();
        local.ifPresent(status -> instances.put(self(), status));
        remote.ifPresent(status -> instances.put(new NodeId(2), status));
        return instances;
    }

    HaStat hastat() {
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> groups = new TreeMap<>();
        if (!instances().isEmpty()) {
            groups.put(group(), instances());
        }
        return new HaStat(groups);
    }

    /** Where the local instance is, as level/state; empty without one. */
    String place() {
        return local.map(s -> s.level() + "/" + s.state()).orElse("");
    }

    private static DecisionRow of(JsonObject row) {
        JsonObject m = row.getAsJsonObject("metrics");
        Metrics metrics = new Metrics(
                m.get("isactive").getAsBoolean(),
                m.get("islocal").getAsBoolean(),
                m.get("instances").getAsInt(),
                m.get("inconflict").getAsBoolean(),
                m.get("planned").getAsBoolean(),
                m.get("passed").getAsBoolean(),
                m.get("failed").getAsBoolean(),
                m.get("intransition").getAsBoolean(),
                m.get("chlevel").getAsBoolean(),
                m.get("needplan").getAsBoolean(),
                m.get("deleted").getAsBoolean());
        return new DecisionRow(
                SeedFacts.text(row.get("hactl")).map(Runlevel::new),
                SeedFacts.status(row.get("local")),
                SeedFacts.status(row.get("remote")),
                row.get("draw").getAsDouble(),
                metrics,
                SeedFacts.text(row.get("tell")).map(Runlevel::new),
                row.get("pace").getAsString(),
                row.toString());
    }
}
