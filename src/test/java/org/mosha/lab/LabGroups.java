package org.mosha.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The groups that run in a lab: each writes the ledger, and those of all kinds on each start also its epoch.
 *
 * @param ledger where they say that they live
 * @param epochs where they write group, epoch and node
 * @param plain how many there are, all alike; 0: one of each kind
 * @param everyMillis how often plain ones say that they live
 */
record LabGroups(Path ledger, Path epochs, int plain, int everyMillis) {
    private static final Path PERL = Lab.HOME.resolve("src/test/ledger/ledger.pl");
    private static final List<String> KINDS = List.of("deaf", "forked", "mail", "quick", "slow", "web");

    /** One group of each kind. */
    static LabGroups ofAllKinds(Lab lab) {
        return plain(lab, 0, 0);
    }

    /** Many groups that are alike. */
    static LabGroups plain(Lab lab, int count, int everyMillis) {
        return new LabGroups(lab.dir().resolve("ledger"), lab.dir().resolve("epochs"), count, everyMillis);
    }

    /** The names of the groups, in order. */
    List<String> names() {
        return plain == 0
                ? KINDS
                : IntStream.rangeClosed(1, plain)
                        .mapToObj(i -> String.format("g%04d", i))
                        .toList();
    }

    private String service(int every) {
        return Lab.tool() + " ledger " + ledger + " $MOSHA_NODE $MOSHA_GROUP " + every;
    }

    /**
     * All kinds: plain ones, one that stops slowly, one that hears no signal, one that leaves its session; or as many
     * plain ones as there are to be.
     */
    String[] cltab(String comment) {
        List<String> lines = new ArrayList<>(List.of("# " + comment));
        if (plain > 0) {
            names().forEach(name -> lines.add(name + ":" + name + ":start:respawn:exec " + service(everyMillis)));
            return lines.toArray(String[]::new);
        }
        String note = "echo $MOSHA_GROUP $MOSHA_EPOCH $MOSHA_NODE >>" + epochs + "; ";
        String perl = note + "exec perl " + PERL + " " + ledger + " every=20";
        lines.addAll(List.of(
                "web:w1:start:respawn:" + note + "exec " + service(10),
                "mail:m1:start:respawn:" + note + "exec " + service(10),
                "quick:q1:start:respawn:" + note + "exec " + service(10),
                "slow:s1:start:respawn:" + perl + " stopping=300",
                "deaf:d1:start:respawn/stop-timeout=500ms:" + perl + " deaf",
                "forked:f1:start:respawn:" + note + "setsid " + service(10) + " & wait"));
        return lines.toArray(String[]::new);
    }

    /** All groups wanted, the same number at each of three nodes at first. */
    String[] hactl(String comment) {
        List<String> names = names();
        List<String> lines = new ArrayList<>(List.of("# " + comment));
        for (int i = 0; i < names.size(); i++) {
            lines.add(names.get(i) + " start prefer=" + (i % 3 + 1));
        }
        return lines.toArray(String[]::new);
    }
}
