package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosha.cli.Shell;

/** What a machine needs to have for a lab. Where it is missing, a test is skipped, loudly; in CI it fails. */
final class LabNeeds {
    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final Map<String, String> PACKAGES = Map.of(
            "ip", "iproute2",
            "nft", "nftables",
            "ethtool", "ethtool",
            "nsenter", "util-linux",
            "unshare", "util-linux",
            "setsid", "util-linux",
            "gcc", "gcc and libc6-dev",
            "perl", "perl");

    private LabNeeds() {}

    /** Skips the test, or fails it in CI, where something is missing. */
    static void check(Class<?> test) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        String text = "no lab on this machine: " + String.join("; ", missing);
        if (System.getenv("CI") != null) {
            fail(text);
        }
        System.err.println("SKIPPED " + test.getName() + ": " + text);
        abort(text);
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>();
        PACKAGES.forEach((program, debian) -> {
            if (PLACES.stream().noneMatch(place -> Files.isExecutable(Path.of(place, program)))) {
                missing.add("there is no " + program + " (Debian package " + debian + ")");
            }
        });
        if (!System.getProperty("user.name").equals("root")) {
            missing.add("only root can make hosts out of namespaces");
        } else if (missing.isEmpty() && !canMakeNamespaces()) {
            missing.add("namespaces cannot be made here");
        }
        if (Stream.of("/sys/fs/cgroup/unified/cgroup.procs", "/sys/fs/cgroup/cgroup.procs")
                .map(Path::of)
                .noneMatch(Files::isWritable)) {
            missing.add("no writable cgroup v2 is mounted");
        }
        return missing;
    }

    private static boolean canMakeNamespaces() {
        try {
            return Shell.run(Path.of("/"), Map.of(), List.of("unshare", "-m", "-n", "-p", "-u", "-i", "--fork", "true"))
                            .exitCode()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
