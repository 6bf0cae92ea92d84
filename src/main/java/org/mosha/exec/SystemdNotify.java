package org.mosha.exec;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosha.linux.Libc;

/** Tells systemd how the daemon is, by sd_notify(3)'s protocol; does nothing when systemd did not start it. */
public final class SystemdNotify {
    private static final int PATH_OFFSET = 2;
    private static final int LONGEST_PATH = 107;

    private final Optional<byte[]> socket;
    private final Optional<Duration> watchdog;

    /**
     * Reads what systemd said at the start.
     *
     * @param environment the daemon's: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}
     */
    public SystemdNotify(Map<String, String> environment) {
        socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(name -> name.startsWith("/") || name.startsWith("@"))
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .filter(name -> name.length > 1 && name.length <= LONGEST_PATH);
        String own = String.valueOf(ProcessHandle.current().pid());
        watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(micros -> socket.isPresent())
                .filter(micros -> environment.getOrDefault("WATCHDOG_PID", own).equals(own))
                .filter(micros -> micros.matches("[0-9]{1,15}"))
                .map(micros -> Duration.ofNanos(1000 * Long.parseLong(micros)))
                .filter(time -> !time.isZero());
    }

    /** Tells that the daemon has started. */
    public void ready() {
        send("READY=1");
    }

    /** Tells that the daemon goes down. */
    public void stopping() {
        send("STOPPING=1");
    }

    /** Tells that the daemon lives. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /**
     * Tells how the daemon is, for people: {@code systemctl status} shows it.
     *
     * @param text becomes one line
     */
    public void status(String text) {
        // what came after a line's end would be another message
        send("STATUS=" + text.lines().collect(Collectors.joining(" ")));
    }

    /**
     * Asks for more time to start or to stop than the unit allows. What the unit allows counts when it is longer.
     *
     * @param more how long from now
     */
    public void extend(Duration more) {
        send("EXTEND_TIMEOUT_USEC=" + more.toNanos() / 1000);
    }

    /**
     * Whether anybody is told anything.
     *
     * @return true when systemd has started this daemon, and wants to know
     */
    public boolean isHeard() {
        return socket.isPresent();
    }

    /**
     * Within what time systemd wants to hear {@link #alive} again; to be told twice as often.
     *
     * @return the time; empty when systemd does not watch
     */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    private void send(String message) {
        socket.ifPresent(name -> send(name, message.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(byte[] name, byte[] message) {
        int fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (fd < 0) {
            return;
        }
        try (Memory address = address(name)) {
            // lost when systemd does not listen: then nobody is there to be told
            Libc.sendto(fd, message, message.length, 0, address, (int) address.size());
        } finally {
            Libc.close(fd);
        }
    }

    /**
     * The address of a socket.
     *
     * @param name its path, or an at sign and a name in the abstract space
     * @return a struct sockaddr_un of the right length
     */
    static Memory address(byte[] name) {
        boolean isAbstract = name[0] == '@';
        Memory address = new Memory(PATH_OFFSET + name.length + (isAbstract ? 0L : 1L));
        address.clear();
        address.setShort(0, (short) Libc.AF_UNIX);
        address.write(PATH_OFFSET, name, 0, name.length);
        if (isAbstract) {
            address.setByte(PATH_OFFSET, (byte) 0);
        }
        return address;
    }
}
