package org.mosha.linux;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What makes a child of the daemon a program like any other: its signals as usual (the daemon may have some blocked, which
 * its children inherit), a session of its own, and nothing in its environment that is for the daemon alone.
 */
public final class OwnSession {
    private static final List<String> DAEMONS_OWN =
            List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "RUNTIME_DIRECTORY", "JOURNAL_STREAM");

    /** What the launcher has found in {@code LC_ALL}, where it has put a locale that knows all letters for the JVM. */
    private static final String LAUNCHERS_LC_ALL = "MOSHA_LC_ALL";

    private OwnSession() {}

    /**
     * What a child of the calling thread has to execute before its program: programs that execute what comes after them
     * on the command line, so that the pid stays the same all along.
     *
     * @return the words that the command line begins with
     * @throws IOException when this machine has no {@code /proc} or lacks a program
     */
    public static List<String> words() throws IOException {
        String setsid = ThisMachine.program("setsid");
        List<Integer> unusual = SignalMasks.ofThisThread().unusual();
        if (unusual.isEmpty()) {
            return List.of(setsid);
        }
        String signals = unusual.stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(ThisMachine.program("env"), "--default-signal=" + signals, setsid);
    }

    /**
     * The environment that a child begins with.
     *
     * @return a copy of this process's, without what systemd tells the daemon alone, and with the locale that the
     *     daemon was started with
     */
    public static Map<String, String> environment() {
        return environment(System.getenv());
    }

    static Map<String, String> environment(Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(own);
        environment.keySet().removeAll(DAEMONS_OWN);
        String locale = environment.remove(LAUNCHERS_LC_ALL);
        if (locale != null && locale.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (locale != null) {
            environment.put("LC_ALL", locale);
        }
        return environment;
    }
}
