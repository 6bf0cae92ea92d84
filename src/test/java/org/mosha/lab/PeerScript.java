package org.mosha.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that another system needs on a host. */
final class PeerScript {
    private static final String SERVICE = """
            #!/bin/sh
            # starts and stops the service of this host, and tells whether it runs, as LSB has it
            pid=/run/service.pid
            runs() { [ -s $pid ] && kill -0 "$(cat $pid)" 2>/dev/null; }
            case $1 in
              start) runs || { setsid TOOL ledger LEDGER HOST NAME 10 </dev/null >/dev/null 2>&1 & echo $! >$pid; } ;;
              stop) if runs; then kill "$(cat $pid)"; while runs; do sleep 0.01; done; rm -f $pid; fi ;;
              status) runs || exit 3 ;;
            esac
            """;

    private PeerScript() {}

    /** What starts and stops the service on a host. */
    static Path service(Lab lab, int host, Path ledger, String name) throws IOException {
        return write(
                lab.files(host).resolve("service"),
                SERVICE.replace("TOOL", Lab.tool().toString())
                        .replace("LEDGER", ledger.toString())
                        .replace("HOST", Integer.toString(host))
                        .replace("NAME", name));
    }

    /** A file that can be executed. */
    static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
