package org.mosha.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.config.Cltab;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

/** The operator's files: valid versions that follow one another, and bad ones in between. */
final class SimFiles {
    private static final List<String> SERVICES =
            List.of("serve", "serve", "serve", "serve", "serve", "stubborn", "stubborn", "fork", "crash 700");

    private final SimPlan plan;
    private final SimStore store;
    private final SimChance chance;
    private final List<GroupName> groups = new ArrayList<>();
    private final Map<GroupName, Runlevel> wanted = new HashMap<>();
    private final Map<GroupName, String> entries = new HashMap<>();
    private final List<Cltab> versions = new ArrayList<>(List.of(Cltab.EMPTY));
    /** Those that were found to be one: comparing them is most of the work, and each is asked for many times. */
    private final Set<Cltab> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private int edition;

    SimFiles(SimPlan plan, SimStore store, SimChance chance) {
        this.plan = plan;
        this.store = store;
        this.chance = chance;
        for (int i = 0; i < plan.groups(); i++) {
            GroupName group = new GroupName("g" + i);
            groups.add(group);
            wanted.put(group, new Runlevel(i == 0 || chance.in(0.9) ? "start" : "stop"));
            entries.put(group, entries(group));
        }
        writeCltab();
        writeHactl();
    }

    Map<GroupName, Runlevel> wanted() {
        return wanted;
    }

    /** Whether it is one of the versions without errors. */
    boolean isVersion(Cltab inForce) {
        return found.contains(inForce) || versions.contains(inForce) && found.add(inForce);
    }

    /** Changes a group's level, or a group's entries, or writes what has errors. */
    String edit() {
        GroupName group = chance.of(groups);
        switch (chance.below(4)) {
            case 0 -> {
                store.cltab = text("cltab", "g0:x:start:respawn:serve\nthis is no line " + edition++ + "\n");
                return "the cltab gets errors";
            }
            case 1 -> {
                store.hactl = text("hactl", "g0 start and : more " + edition++ + "\ng0 stop\n???\n");
                return "the hactl gets errors";
            }
            case 2 -> {
                entries.put(group, entries(group));
                writeCltab();
                return "the cltab has other entries of " + group;
            }
            default -> {
                wanted.put(group, new Runlevel(chance.of(List.of("start", "more", "stop", "start"))));
                writeHactl();
                return "hactl wants " + group + " at " + wanted.get(group);
            }
        }
    }

    /** The last valid contents are written again. */
    void correct() {
        writeCltab();
        writeHactl();
    }

    private String entries(GroupName group) {
        StringBuilder lines = new StringBuilder();
        String name = group.value();
        if (chance.in(0.4)) {
            int bad = chance.in(0.3) ? 1 + chance.below(plan.nodes()) : 0;
            lines.append(name).append(":t").append(group.value()).append(":test:test:check ");
            lines.append(bad > 0 ? bad : "").append('\n');
        }
        if (chance.in(0.3)) {
            lines.append(name).append(":w").append(name).append(":start,more:wait:run ");
            lines.append(50 + chance.below(400)).append('\n');
        }
        for (int i = 0; i < plan.entries(); i++) {
            String levels = i > 0 && chance.in(0.3) ? "more" : "start,more";
            lines.append(name).append(":e").append(i).append(name).append(':').append(levels);
            lines.append(":respawn/stop-timeout=2s:")
                    .append(chance.of(SERVICES))
                    .append('\n');
        }
        return lines.toString();
    }

    private void writeCltab() {
        StringBuilder lines = new StringBuilder("# edition " + edition++ + "\n");
        groups.forEach(group -> lines.append(entries.get(group)));
        store.cltab = text("cltab", lines.toString());
        versions.add(Cltab.parse("cltab", lines.toString()).value());
        if (Cltab.parse("cltab", lines.toString()).hasErrors()) {
            throw new IllegalStateException(
                    Cltab.parse("cltab", lines.toString()).problems().toString());
        }
    }

    private void writeHactl() {
        StringBuilder lines = new StringBuilder("# edition " + edition++ + "\n");
        groups.forEach(group ->
                lines.append(group).append(' ').append(wanted.get(group)).append('\n'));
        store.hactl = text("hactl", lines.toString());
    }

    private static ConfigText text(String file, String text) {
        return new ConfigText(file, Optional.of(text), Optional.empty());
    }
}
