package org.mosha.cli;

import java.util.List;

/**
 * What a detached daemon tells the launcher that waits for it: one line on stdout,
 * {@code mosha-start <exit code> <text>}. The launcher returns at that line, so it is sent when the daemon is
 * ready, or is known never to be. Other lines before it are shown to the user.
 */
public final class StartReply {
    private static final String WORD = "mosha-start";

    private StartReply() {}

    /**
     * Says what keeps the daemon from being ready yet.
     *
     * @param why one line
     */
    public static void progress(String why) {
        System.out.println("mosha: " + why);
        System.out.flush();
    }

    /**
     * Says that a daemon that is about to be ready does not reach its cluster: it runs nothing yet.
     *
     * @param problems why, as sentences for people
     */
    public static void apart(List<String> problems) {
        CutOff.lines(problems).forEach(line -> System.out.println("mosha: " + line));
    }

    /**
     * Says that the daemon is ready, and lets go of stdout and stderr: whatever is written there from now on is
     * lost, since the launcher that read them is gone.
     *
     * @param pid the daemon's pid
     */
    public static void ready(long pid) {
        send("mosha: ready, pid " + pid);
        // the JDK puts /dev/null in the place of these two instead of closing them
        System.out.close();
        System.err.close();
    }

    /**
     * Says that another daemon runs already, which is what the user wanted.
     *
     * @param pid the other daemon's pid
     */
    public static void alreadyRunning(long pid) {
        send("mosha is already running, pid " + pid);
    }

    /** The line that ends the launcher's wait with an exit code. */
    static String line(int exitCode, String text) {
        return (WORD + " " + exitCode + " " + text).trim();
    }

    private static void send(String text) {
        System.out.println(line(0, text));
        System.out.flush();
    }
}
