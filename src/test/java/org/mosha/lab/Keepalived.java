package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosha.it.Processes;

/**
 * Debian's keepalived on the hosts of a lab, with one service that the present master runs.
 *
 * @param lab the hosts
 * @param watch where the service says that it lives
 * @param ledger the file where it says so
 */
record Keepalived(Lab lab, LabWatch watch, Path ledger) implements PeerSystem {
    /** Where Debian puts it. */
    static final Path PROGRAM = Path.of("/usr/sbin/keepalived");

    private static final String CONFIGURATION = """
            global_defs {
                script_user root
                enable_script_security
            }
            vrrp_instance one {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority %d
                advert_int 1
                nopreempt
                virtual_ipaddress {
                    10.77.0.100/24
                }
                notify_master "%s start"
                notify_backup "%s stop"
                notify_fault "%s stop"
                notify_stop "%s stop"
            }
            """;

    static Keepalived started() throws IOException, InterruptedException {
        Lab lab = Lab.up("LabPeers-keepalived", 3);
        Path ledger = lab.dir().resolve("ledger");
        Keepalived started = new Keepalived(lab, new LabWatch(lab, ledger), ledger);
        started.repair();
        return started;
    }

    @Override
    public String title() {
        return "keepalived";
    }

    @Override
    public String service() {
        return "service";
    }

    @Override
    public List<String> daemons() {
        return List.of(PROGRAM.toString());
    }

    @Override
    public void begin(int host) throws IOException {
        Path script = PeerScript.service(lab, host, ledger, service());
        Path configuration = Files.writeString(
                lab.files(host).resolve("keepalived.conf"),
                String.format(Locale.ROOT, CONFIGURATION, 100 + host, script, script, script, script));
        lab.start(host, "keepalived", PROGRAM.toString(), "-n", "-l", "-f", configuration.toString());
    }

    @Override
    public boolean isRunning(int host) {
        return lab.pids(host).stream()
                .anyMatch(pid -> Processes.commandLine(pid).contains(PROGRAM.toString()));
    }

    @Override
    public boolean isWhole() {
        return true;
    }
}
