package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mosha.linux.Libc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that resets the machine unless it is written to in time, such as {@code /dev/watchdog}. The guard does the
 * writing; a {@code V} before it is closed switches it off, where the kernel allows that.
 *
 * @param device its file
 * @param timeout how long after the last write it resets the machine; whole seconds
 * @param slack how long after the local deadline it must have done that, unless everything is killed
 */
public record Watchdog(Path device, Duration timeout, Duration slack) {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    /** {@code WDIOC_SETTIMEOUT} of {@code linux/watchdog.h}: sets, and answers what it has become. */
    private static final long SET_TIMEOUT = 0xC0045706L;

    /** How long a heartbeat may be on its way; the device is written to when it has been acknowledged. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(250);
    /** What the guard needs for killing, after which it goes on writing. */
    private static final Duration FOR_KILLING = Duration.ofMillis(100);

    /**
     * Sets a device's time-out: so that it is over before the others may take this node's groups, but not before the
     * guard has had its time for killing.
     *
     * @param device its file
     * @param localDeadline how long after its last heartbeat a node has everything killed
     * @param sessionTimeout how long after it the others may take the groups
     * @return the watchdog, switched off
     * @throws IOException when there is none, or it cannot do that, with a sentence
     */
    public static Watchdog prepare(Path device, Duration localDeadline, Duration sessionTimeout) throws IOException {
        long seconds = timeout(device, localDeadline, sessionTimeout);
        if (!Files.exists(device)) {
            throw new IOException("watchdog " + device + " does not exist: load its driver, or the kernel's softdog");
        }
        long actual = setTimeout(device, (int) seconds);
        if (actual != seconds) {
            throw new IOException("watchdog " + device + " is to reset this machine after " + seconds
                    + " s, but does so after " + actual + " s: session.timeout must suit it");
        }
        LOG.info("watchdog {} resets this machine after {} s", device, actual);
        return new Watchdog(
                device,
                Duration.ofSeconds(actual),
                sessionTimeout.minus(ON_ITS_WAY).minus(localDeadline));
    }

    /** The whole seconds that are long enough and not too long. */
    static long timeout(Path device, Duration localDeadline, Duration sessionTimeout) throws IOException {
        long seconds = sessionTimeout.minus(ON_ITS_WAY).toSeconds();
        if (Duration.ofSeconds(seconds).compareTo(localDeadline.plus(FOR_KILLING)) < 0) {
            throw new IOException("watchdog " + device + " counts whole seconds, and none fits between the local"
                    + " deadline, " + localDeadline.toMillis() + " ms, and session.timeout, "
                    + sessionTimeout.toMillis() + " ms: session.timeout must be longer, such as 5s");
        }
        return seconds;
    }

    private static int setTimeout(Path device, int seconds) throws IOException {
        int fd = Libc.open(CStrings.of(device.toString()), Libc.O_WRONLY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw new IOException("watchdog " + device + " cannot be opened: " + Libc.reason(Libc.errno()));
        }
        try {
            int[] value = {seconds};
            if (Libc.ioctl(fd, SET_TIMEOUT, value) != 0) {
                throw new IOException("watchdog " + device + " does not take a time-out: " + Libc.reason(Libc.errno())
                        + " (is it a watchdog?)");
            }
            return value[0];
        } finally {
            Libc.write(fd, new byte[] {'V'}, 1);
            Libc.close(fd);
        }
    }
}
