package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mosha.cli.Outcome;
import org.mosha.it.Await;
import org.mosha.it.Processes;

/**
 * Debian's Pacemaker on Corosync on the hosts of a lab, with its defaults but for the fencing, which is off: who has no
 * quorum stops what it runs.
 *
 * @param lab the hosts
 * @param watch where the service says that it lives
 * @param ledger the file where it says so
 */
record Pacemaker(Lab lab, LabWatch watch, Path ledger) implements PeerSystem {
    /** Where Debian puts it. */
    private static final Path PROGRAM = Path.of("/usr/sbin/pacemakerd");

    /** Where Debian puts what it runs on. */
    private static final Path COROSYNC = Path.of("/usr/sbin/corosync");

    private static final Path MONITOR = Path.of("/usr/sbin/crm_mon");

    private static final String CONFIGURATION = """
            totem {
              version: 2
              cluster_name: lab
              transport: knet
              crypto_cipher: none
              crypto_hash: none
            }
            logging {
              to_stderr: yes
              to_syslog: no
            }
            quorum {
              provider: corosync_votequorum
            }
            nodelist {
            """;
    private static final String BEGIN = """
            #!/bin/sh
            # the service where only this host sees it, and the two daemons
            cp FILES/service /etc/init.d/service
            cp FILES/corosync.conf /etc/corosync/corosync.conf
            COROSYNC -f &
            until corosync-cmapctl >/dev/null 2>&1; do sleep 0.1; done
            exec PACEMAKER -f
            """;

    /** Whether all of it is there. */
    static boolean isInstalled() {
        return Stream.of(PROGRAM, COROSYNC, MONITOR).allMatch(Files::isExecutable);
    }

    static Pacemaker started() throws IOException, InterruptedException {
        Lab lab = Lab.up("LabPeers-pacemaker", 3);
        Path ledger = lab.dir().resolve("ledger");
        Pacemaker started = new Pacemaker(lab, new LabWatch(lab, ledger), ledger);
        for (int host = 1; host <= lab.hosts(); host++) {
            started.begin(host);
        }
        Await.until("Pacemaker has a coordinator", started::isWhole);
        started.tell("crm_attribute", "--type", "crm_config", "--name", "stonith-enabled", "--update", "false");
        String service = "<primitive id=\"service\" class=\"lsb\" type=\"" + started.service() + "\"/>";
        started.tell("cibadmin", "--create", "-o", "resources", "-X", service);
        started.repair();
        return started;
    }

    private void tell(String... command) {
        Outcome outcome = lab.run(1, command);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + outcome.err() + outcome.out());
        }
    }

    @Override
    public String title() {
        return "Pacemaker";
    }

    @Override
    public String service() {
        return "service";
    }

    @Override
    public List<String> daemons() {
        return List.of(COROSYNC.toString(), PROGRAM.toString(), "/usr/lib/pacemaker/");
    }

    @Override
    public void begin(int host) throws IOException {
        Path files = lab.files(host);
        PeerScript.service(lab, host, ledger, service());
        Files.writeString(files.resolve("corosync.conf"), CONFIGURATION + nodes() + "}\n");
        Path script = PeerScript.write(
                files.resolve("begin"),
                BEGIN.replace("FILES", files.toString())
                        .replace("COROSYNC", COROSYNC.toString())
                        .replace("PACEMAKER", PROGRAM.toString()));
        lab.start(host, "pacemaker", script.toString());
    }

    private String nodes() {
        StringBuilder nodes = new StringBuilder();
        for (int host = 1; host <= lab.hosts(); host++) {
            nodes.append("  node {\n    name: h")
                    .append(host)
                    .append("\n    nodeid: ")
                    .append(host)
                    .append("\n    ring0_addr: 10.77.0.")
                    .append(host)
                    .append("\n  }\n");
        }
        return nodes.toString();
    }

    @Override
    public boolean isRunning(int host) {
        return lab.pids(host).stream()
                .anyMatch(pid -> Processes.commandLine(pid).contains(PROGRAM.toString()));
    }

    @Override
    public boolean isWhole() {
        for (int host = 1; host <= lab.hosts(); host++) {
            String status = lab.run(host, "crm_mon", "-1").out();
            if (!status.contains("partition with quorum") || !status.contains("Online: [ h1 h2 h3 ]")) {
                return false;
            }
        }
        return true;
    }
}
