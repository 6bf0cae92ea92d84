package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/** The files of a lab's daemons: their settings and keys, the operator's files on each node, and what they have written. */
final class LabFiles {
    private final Lab lab;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** Begins with the settings of the engine that the property {@code lab.engine} names. */
    LabFiles(Lab lab) {
        this.lab = lab;
        if (System.getProperty("lab.engine", "zookeeper").equals("directory")) {
            with("mfsbase", lab.dir().resolve("mfs").toString());
            with("session.timeout", "6s");
        } else {
            with("engine", "zookeeper");
            with("tls.dir", keys().toString());
            with(
                    "nodes",
                    IntStream.rangeClosed(1, lab.hosts())
                            .mapToObj(node -> node + "=h" + node)
                            .collect(Collectors.joining(",")));
        }
    }

    /** A setting for all nodes, of daemons that are started from now on. */
    void with(String setting, String value) {
        settings.put(setting, value);
    }

    /** Takes the settings of the property {@code lab.settings}. */
    void withLabSettings() {
        for (String setting : System.getProperty("lab.settings", "").split(",")) {
            if (!setting.isEmpty()) {
                with(setting.replaceFirst("=.*", ""), setting.replaceFirst("[^=]*=", ""));
            }
        }
    }

    /** The labs of a test process, which come one after the other, have hosts of the same names, and so the same keys. */
    private Path keys() {
        long process = ProcessHandle.current().pid();
        return lab.dir().resolveSibling("keys-" + process + "-" + lab.hosts());
    }

    /** Makes the keys that the nodes need, unless they are there. */
    void makeKeys() throws IOException {
        if (!settings.containsKey("tls.dir") || Files.exists(Path.of(settings.get("tls.dir")))) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(LabCluster.COMMAND, "tls", "init"));
        for (String name : List.of("nodes", "tls.dir")) {
            command.addAll(List.of("-D", name + "=" + settings.get(name)));
        }
        try {
            Outcome outcome = Shell.run(lab.dir(), Map.of(), command);
            if (outcome.exitCode() != 0) {
                throw new IOException(outcome.err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The directory of a node's daemon, which a power cut does not harm. */
    Path varDir(int node) {
        return lab.files(node).resolve("mosha");
    }

    /** The node base. */
    Path base(int node) {
        Path mfs = settings.containsKey("mfsbase")
                ? Path.of(settings.get("mfsbase"))
                : varDir(node).resolve("mfs");
        return mfs.resolve(node + "/var/mosix-ha");
    }

    /** Puts a new cltab in the place of a node's old one, as editors do. */
    void cltab(int node, String... lines) throws IOException {
        replace(base(node).resolve("cltab"), lines);
    }

    /** Puts a new hactl in the place of a node's old one. */
    void hactl(int node, String... lines) throws IOException {
        replace(base(node).resolve("hactl"), lines);
    }

    /** Whether a node has a configuration. */
    boolean isConfigured(int node) {
        return Files.exists(base(node).resolve("hactl"));
    }

    /** A node's hactl. */
    String hactlText(int node) throws IOException {
        return Files.readString(base(node).resolve("hactl"));
    }

    private static void replace(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, String.join("\n", lines) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The settings file of a node's daemon. */
    Path config(int node) {
        return lab.files(node).resolve("mosha.properties");
    }

    /** Writes what a node's daemon needs to start. */
    void prepare(int node) throws IOException {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("mynode", Integer.toString(node));
        own.put("var.dir", varDir(node).toString());
        Files.createDirectories(varDir(node));
        Files.write(
                config(node),
                own.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
        // what its last life has said is not to be taken for its own word
        Files.deleteIfExists(base(node).resolve("hastat"));
    }

    /** Takes everything that a node's daemon has ever written. */
    void wipe(int node) throws IOException {
        FileUtils.deleteDirectory(varDir(node).toFile());
    }

    /** Whether a node's disk has a copy of what the cluster has written; where there is a shared directory it needs none. */
    boolean hasCopy(int node) {
        if (settings.containsKey("mfsbase")) {
            return true;
        }
        String[] names = varDir(node).resolve("zookeeper/version-2").toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.startsWith("snapshot."));
    }
}
