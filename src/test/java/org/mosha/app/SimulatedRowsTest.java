package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.SeedFacts;
import org.mosha.config.Settings;

/** All rows of the original's decisions at once, each as a group of one cluster's files. */
class SimulatedRowsTest {
    @TempDir
    Path dir;

    @Test
    void filesAreDecidedOnAsTheOriginalDoesButForTheNamedQuirks() throws IOException {
        List<JsonObject> rows = rows();
        layOut(rows);
        JsonObject groups = simulate();
        Map<String, Integer> deviations = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.get(i);
            JsonElement group = groups.get("r" + i);
            if (group == null) {
                assertEquals("null", row.get("tell").toString(), "nothing speaks of it: " + row);
                continue;
            }
            assertEquals(row.get("metrics"), group.getAsJsonObject().get("metrics"), row.toString());
            String tell = group.getAsJsonObject().get("tell").toString();
            if (!tell.equals(row.get("tell").toString())) {
                deviations.merge(quirk(row) + " tells " + tell, 1, Integer::sum);
            }
        }
        assertEquals(239, rows.size());
        assertEquals(
                Map.of(
                        "PLANNED_BUT_STOP_WANTED tells \"stop\"", 1,
                        "WANTED_LEVEL_FAILED tells \"stop\"", 1,
                        "STOP_NOT_REPEATED tells null", 28),
                deviations);
    }

    /** The rows in which chance lets every node go on. */
    private static List<JsonObject> rows() {
        List<JsonObject> rows = new ArrayList<>();
        for (JsonElement row : SeedFacts.all().getAsJsonObject("decisions").getAsJsonArray("rows")) {
            if (row.getAsJsonObject().get("draw").getAsDouble() == 0) {
                rows.add(row.getAsJsonObject());
            }
        }
        return rows;
    }

    private static String quirk(JsonObject row) {
        boolean alone = row.get("remote").isJsonNull();
        String hactl = row.get("hactl").isJsonNull() ? "" : row.get("hactl").getAsString();
        String place = row.get("local").isJsonNull() ? "" : place(row.getAsJsonObject("local"), "/");
        if (place.startsWith("stop/") && (hactl.isEmpty() || !alone)) {
            return "STOP_NOT_REPEATED";
        }
        if (hactl.equals("stop") && place.equals("plan/DONE") && alone) {
            return "PLANNED_BUT_STOP_WANTED";
        }
        return hactl.equals("start") && place.equals("start/FAILED") && alone
                ? "WANTED_LEVEL_FAILED"
                : "no quirk: " + row;
    }

    private void layOut(List<JsonObject> rows) throws IOException {
        StringBuilder hactl = new StringBuilder();
        StringBuilder local = new StringBuilder();
        StringBuilder remote = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.get(i);
            if (!row.get("hactl").isJsonNull()) {
                hactl.append("r" + i + " " + row.get("hactl").getAsString() + "\n");
            }
            clstat(local, "r" + i, row.get("local"));
            clstat(remote, "r" + i, row.get("remote"));
        }
        write("1/v/hactl", hactl);
        write("1/v/clstat", local);
        write("2/v/clstat", remote);
        for (int node = 1; node <= 3; node++) {
            write("nodes/" + node + "/status", "3\n");
        }
    }

    private static void clstat(StringBuilder text, String group, JsonElement status) {
        if (!status.isJsonNull()) {
            text.append("Cluster::Init::Group " + group + " " + place(status.getAsJsonObject(), " ") + "\n");
        }
    }

    private static String place(JsonObject status, String between) {
        return status.get("level").getAsString() + between + status.get("state").getAsString();
    }

    private void write(String name, CharSequence text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private JsonObject simulate() throws IOException {
        Map<String, String> settings =
                Map.of("mfsbase", dir.toString(), "hpcbase", dir.toString(), "varpath", "v", "mynode", "1");
        String json = FileSimulation.of(
                        Settings.parse("settings", "", settings, dir).value(), false)
                .json();
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("groups");
    }
}
