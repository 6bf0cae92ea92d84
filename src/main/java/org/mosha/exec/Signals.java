package org.mosha.exec;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosha.linux.Libc;
import org.mosha.linux.SignalMasks;
import org.mosha.linux.ThisMachine;
import org.mosha.model.ProcessSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the signals by which a daemon is told to stop, on a thread that waits for them. That needs a JVM that was
 * started with these signals blocked and with {@code -Xrs}: otherwise the JVM takes some of them itself, and a signal
 * that was ignored when it was started (SIGINT, under a shell's {@code &}) never comes.
 */
public final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<ProcessSignal> STOPPERS =
            List.of(ProcessSignal.HUP, ProcessSignal.INT, ProcessSignal.QUIT, ProcessSignal.TERM);
    private static final long SIGNAL_SET_SIZE = 128;

    private Signals() {}

    /**
     * Whether the signals can be waited for: whether each of them is blocked in this process.
     *
     * @return whether {@link #start} works
     */
    public static boolean available() {
        try {
            SignalMasks process = SignalMasks.ofThisProcess();
            SignalMasks thread = SignalMasks.ofThisThread();
            return STOPPERS.stream()
                    .allMatch(signal -> process.blocks(signal.number()) && thread.blocks(signal.number()));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Hands each HUP, INT, QUIT and TERM out from now on.
     *
     * @param taker takes the signal's name, such as {@code TERM}, on the thread {@code mosha-signals}
     * @throws IllegalStateException when they are not {@link #available}
     */
    public static void start(Consumer<String> taker) {
        if (!available()) {
            throw new IllegalStateException("HUP, INT, QUIT and TERM are not blocked in this process");
        }
        Thread thread = new Thread(() -> take(taker), "mosha-signals");
        thread.setDaemon(true);
        thread.start();
    }

    private static void take(Consumer<String> taker) {
        Memory set = new Memory(SIGNAL_SET_SIZE);
        Libc.sigemptyset(set);
        STOPPERS.forEach(signal -> Libc.sigaddset(set, signal.number()));
        int[] taken = new int[1];
        while (true) {
            if (Libc.sigwait(set, taken) == 0) {
                STOPPERS.stream()
                        .filter(signal -> signal.number() == taken[0])
                        .filter(signal -> signal != ProcessSignal.QUIT || !isAttachAttempt())
                        .forEach(signal -> hand(taker, signal.name()));
            }
        }
    }

    private static void hand(Consumer<String> taker, String name) {
        try {
            taker.accept(name);
        } catch (RuntimeException e) {
            LOG.error("Signal {} was not taken", name, e);
        }
    }

    /** A tool that attaches to a JVM whose socket it does not find leaves a file and sends SIGQUIT. */
    private static boolean isAttachAttempt() {
        String file = ".attach_pid" + ProcessHandle.current().pid();
        return Stream.of(Path.of("/proc/self/cwd"), Path.of("/tmp"))
                .map(dir -> dir.resolve(file))
                .anyMatch(Signals::isOfSomebodyWhoMayAttach);
    }

    /** Root, or the user of this daemon; others must not be able to keep a signal from it. */
    private static boolean isOfSomebodyWhoMayAttach(Path file) {
        try {
            int owner = (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return owner == 0 || owner == ThisMachine.uid();
        } catch (IOException e) {
            return false;
        }
    }
}
