package org.mosha.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.linux.ThisMachine;

/**
 * Keeps the JDK's attach from doing harm. Where the daemon's attach socket is missing (somebody cleaned /tmp),
 * the JDK sends SIGQUIT to have it made; a daemon handles that signal itself and would stop its groups.
 */
final class AttachSocket {
    private static final int SIGQUIT = 3;

    private final long pid;
    private final Path process;

    AttachSocket(long pid) {
        this.pid = pid;
        this.process = Path.of("/proc/" + pid);
    }

    /** Fails where attaching is not permitted, or would signal a JVM that does not take SIGQUIT for an attach. */
    void require() throws Failure {
        try {
            if (!isPermitted()) {
                throw new Failure(
                        Failure.REFUSED,
                        "cannot attach to the daemon, pid " + pid + ": it runs as " + Files.getOwner(process)
                                + ", and only that user and root may");
            }
            if (!Files.exists(process.resolve("root/tmp/.java_pid" + pid)) && !catchesQuit()) {
                throw new Failure(
                        Failure.REFUSED,
                        "cannot attach to the daemon, pid " + pid + ": its socket /tmp/.java_pid" + pid
                                + " is missing");
            }
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "the daemon, pid " + pid + ", has just ended", e);
        }
    }

    /**
     * Why the JDK's attach may have failed, though the daemon is there: many JDKs (17 and 21 are among them) look for the
     * socket in this process's own /tmp.
     *
     * @return a sentence, when the daemon has another /tmp
     */
    Optional<String> elsewhere() {
        Path theirs = process.resolve("root/tmp");
        if (!Files.exists(theirs.resolve(".java_pid" + pid)) || isOurs(theirs)) {
            return Optional.empty();
        }
        return Optional.of("cannot attach to the daemon, pid " + pid
                + ": it has a /tmp of its own, as with PrivateTmp= of systemd, where this JDK does not look; as root, put"
                + " 'nsenter -t " + pid + " -m' before this command");
    }

    /** By the directories: a JVM that was killed, and had the same pid, may have left a socket in this one. */
    private static boolean isOurs(Path tmp) {
        try {
            return Files.isSameFile(tmp, Path.of("/tmp"));
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isPermitted() throws IOException {
        int mine = ThisMachine.uid();
        return mine == 0 || Files.getAttribute(process, "unix:uid").equals(mine);
    }

    private boolean catchesQuit() throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("SigCgt:")) {
                return new BigInteger(line.substring("SigCgt:".length()).trim(), 16).testBit(SIGQUIT - 1);
            }
        }
        return false;
    }
}
