package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a daemon's attach socket is, with a shell in the place of the daemon. */
class AttachSocketTest {
    /** Starts a shell that has made its socket, a file here, when it says so; it ends with its input. */
    private static Process daemon(String... before) throws Exception {
        String script = "touch /tmp/.java_pid$$ && echo made && read end; rm -f /tmp/.java_pid$$";
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of("sh", "-c", script));
        Process process = new ProcessBuilder(command).start();
        assertEquals("made", process.inputReader().readLine());
        return process;
    }

    private static void end(Process daemon) throws Exception {
        daemon.getOutputStream().close();
        assertTrue(daemon.waitFor() >= 0);
    }

    @Test
    void aSocketInTheSameDirectoryIsNotElsewhere() throws Exception {
        Process daemon = daemon();
        try {
            assertEquals(Optional.empty(), new AttachSocket(daemon.pid()).elsewhere());
        } finally {
            end(daemon);
        }
    }

    @Test
    void aDaemonWithADirectoryOfItsOwnIsToldOf() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs mounts of its own");
        Process daemon = daemon("unshare", "--mount", "sh", "-c", "mount -t tmpfs none /tmp && exec \"$@\"", "sh");
        try {
            long pid = daemon.pid();
            assertTrue(Files.exists(Path.of("/proc/" + pid + "/root/tmp/.java_pid" + pid)));
            String sentence = new AttachSocket(pid).elsewhere().orElseThrow();
            assertTrue(sentence.contains("it has a /tmp of its own"), sentence);
            assertTrue(sentence.endsWith("'nsenter -t " + pid + " -m' before this command"), sentence);
            Path left = Path.of("/tmp/.java_pid" + pid);
            if (!Files.exists(left)) {
                Files.createFile(left);
            }
            try {
                assertEquals(Optional.of(sentence), new AttachSocket(pid).elsewhere());
            } finally {
                Files.delete(left);
            }
        } finally {
            end(daemon);
        }
    }
}
