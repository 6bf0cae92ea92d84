package org.mosha.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.io.file.PathUtils;

/**
 * Everything that a demo has on disk: one directory with the shared {@code mfs}, each daemon's {@code var.dir} and
 * settings, and a ledger a group, into which the group's process writes where it runs.
 *
 * @param directory the directory
 */
record DemoFiles(Path directory) {
    /** How the names of all demos' directories begin. */
    static final String PREFIX = "mosha-demo-";

    private static final String VARPATH = "var/mosix-ha";

    private static final String CLTAB = """
            # The groups of the demo: group:tag:runlevels:mode:command
            # Each writes to its ledger, ledger/<group>, on which node it begins.
            web:web-test:test:test:test -d '%1$s'
            web:web-serve:start:respawn:echo "web begins on node $MOSHA_NODE, pid $$" >>'%1$s/web'; sleep 86400; :
            db:db-serve:start:respawn:echo "db begins on node $MOSHA_NODE, pid $$" >>'%1$s/db'; sleep 86400; :
            mail:mail-spool:start:wait:mkdir -p '%1$s/spool'
            mail:mail-serve:start:respawn:echo "mail begins on node $MOSHA_NODE, pid $$" >>'%1$s/mail'; sleep 86400; :
            batch:batch-day:day,:respawn:echo "batch begins on node $MOSHA_NODE, pid $$" >>'%1$s/batch'; sleep 86400; :
            batch:batch-night:night,:respawn:echo "batch begins on node $MOSHA_NODE, pid $$" >>'%1$s/batch'; sleep 86400; :
            clock:clock-tick:start:respawn:echo "clock begins on node $MOSHA_NODE, pid $$" >>'%1$s/clock'; sleep 86400; :
            """;

    private static final String HACTL = """
            # The level of each group of the demo. Change one, or take one out: the edit reaches all nodes.
            web    start
            db     start
            mail   start
            batch  day     # or: night
            clock  start
            """;

    private static final String EMPTY_HACTL = "# nothing yet: the groups come when all nodes see each other\n";

    /** Makes them, for so many nodes; no group is wanted yet. */
    static DemoFiles make(int nodes, Map<String, String> settings) throws IOException {
        DemoFiles files = new DemoFiles(fresh().toRealPath());
        PidFile.in(files.directory()).write();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putIfAbsent("engine", "zookeeper");
        if (all.get("engine").equals("zookeeper")) {
            all.put("nodes", DemoPorts.nodes(nodes));
            // of its own, whatever this machine has for a real cluster; the first node makes it
            all.put("secret.file", files.directory().resolve("secret").toString());
        }
        Files.createDirectory(files.ledger());
        for (int node = 1; node <= nodes; node++) {
            Files.createDirectories(files.hactl(node).getParent());
            Files.writeString(files.hactl(node).resolveSibling("cltab"), CLTAB.formatted(files.ledger()));
            Files.writeString(files.hactl(node), EMPTY_HACTL);
            Files.writeString(files.config(node), files.settings(node, all));
        }
        return files;
    }

    /** Has all groups wanted. */
    void wantAll() throws IOException {
        Path hactl = hactl(1);
        Path next = hactl.resolveSibling("hactl.new");
        Files.writeString(next, HACTL);
        Files.move(next, hactl, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the groups' processes write on which node they begin. */
    Path ledger() {
        return directory.resolve("ledger");
    }

    /** A node's copy of the file with the wanted levels. */
    Path hactl(int node) {
        return directory
                .resolve("mfs")
                .resolve(Integer.toString(node))
                .resolve(VARPATH)
                .resolve("hactl");
    }

    /** The settings of a node's daemon. */
    Path config(int node) {
        return directory.resolve("node" + node + ".properties");
    }

    /** The {@code var.dir} of a node's daemon. */
    Path varDir(int node) {
        return directory.resolve("node" + node);
    }

    /** What a node's daemon says on stderr. */
    File complaints(int node) {
        return directory.resolve("node" + node + ".err").toFile();
    }

    /** Removes all of it. */
    void remove() throws IOException {
        // not FileUtils: it would open a guard's FIFO to make it writable, and wait there
        PathUtils.deleteDirectory(directory);
    }

    /** A name that is short enough to be typed, unless a stranger has it. */
    private static Path fresh() throws IOException {
        String name = PREFIX + ProcessHandle.current().pid();
        try {
            return Files.createDirectory(
                    Path.of(System.getProperty("java.io.tmpdir"), name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            return Files.createTempDirectory(name + "-");
        }
    }

    private String settings(int node, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        // a node that is killed shall not look alive for a minute
        all.put("timeout", "10");
        all.putAll(more);
        all.put("mfsbase", directory.resolve("mfs").toString());
        all.put("hpcbase", "");
        all.put("varpath", VARPATH);
        all.put("var.dir", varDir(node).toString());
        all.put("mynode", Integer.toString(node));
        return all.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
