package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosha.it.Processes;

/**
 * Debian's keepalived on the hosts of a lab, with one service that the present master runs: for a comparison.
 *
 * @param lab the hosts
 * @param watch where the service says that it lives
 */
record Keepalived(Lab lab, LabWatch watch) {
    /** The one group. */
    static final String SERVICE = "service";

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
    private static final String SERVICE_SCRIPT = """
            #!/bin/sh
            # starts and stops the service of this host
            case $1 in
              start) setsid %s ledger %s %d %s 10 </dev/null >/dev/null 2>&1 & echo $! >/run/service.pid ;;
              stop) if [ -s /run/service.pid ]; then kill "$(cat /run/service.pid)"; rm -f /run/service.pid; fi ;;
            esac
            """;

    /** Starts it on a host. */
    void begin(int host) throws IOException {
        Path script = Files.writeString(
                lab.files(host).resolve("service"),
                String.format(Locale.ROOT, SERVICE_SCRIPT, Lab.tool(), lab.dir().resolve("ledger"), host, SERVICE));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(
                lab.files(host).resolve("keepalived.conf"),
                String.format(Locale.ROOT, CONFIGURATION, 100 + host, script, script, script, script));
        lab.start(host, "keepalived", PROGRAM.toString(), "-n", "-l", "-f", configuration.toString());
    }

    /** Where the service runs, when it runs on one host. */
    Optional<Integer> owner() {
        List<Service> services = watch.living().getOrDefault(SERVICE, List.of());
        return services.size() == 1 ? Optional.of(services.get(0).host()) : Optional.empty();
    }

    /** Whether it runs on a host. */
    boolean isRunning(int host) {
        return lab.pids(host).stream()
                .anyMatch(pid -> Processes.commandLine(pid).contains(PROGRAM.toString()));
    }
}
