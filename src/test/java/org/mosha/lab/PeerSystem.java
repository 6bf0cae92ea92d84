package org.mosha.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/** What keeps one service running on one of the hosts of a lab of its own: Mosha, or another for a comparison. */
interface PeerSystem extends AutoCloseable {
    /** How long it must look well until it counts as that: what has just come together again may yet move things. */
    Duration CALM = Duration.ofSeconds(3);

    /** How long that may take. */
    Duration PATIENCE = Duration.ofMinutes(3);

    /** What it is called. */
    String title();

    /** Its hosts. */
    Lab lab();

    /** Where the service says that it lives. */
    LabWatch watch();

    /** The service's name. */
    String service();

    /** What is in the command lines of all that it runs on each host beside the service. */
    List<String> daemons();

    /** Which kinds of hosts the service can be on, where it matters for how long its loss takes. */
    default List<String> kinds() {
        return List.of("");
    }

    /** The host that the service is on, which is of the given kind when it returns. */
    default int owner(String kind) {
        return living().get(0).host();
    }

    /** Starts it on a host. */
    void begin(int host) throws IOException;

    /** Whether it is started on a host. */
    boolean isRunning(int host);

    /** Whether all of its hosts belong together again. */
    boolean isWhole();

    /** The service's processes. */
    default List<Service> living() {
        return watch().living().getOrDefault(service(), List.of());
    }

    /** Undoes what was done to the hosts, and waits until all is well. */
    default void repair() throws IOException, InterruptedException {
        lab().heal();
        for (int host = 1; host <= lab().hosts(); host++) {
            if (!lab().isOn(host)) {
                lab().boot(host);
            }
            if (lab().isFrozen(host)) {
                lab().thaw(host);
            }
            if (!isRunning(host)) {
                begin(host);
            }
        }
        Awaitility.await(title() + ": all hosts are there, and the service runs once")
                .atMost(PATIENCE)
                .during(CALM)
                .until(() -> living().size() == 1 && isWhole());
    }

    /**
     * When the service was started elsewhere than on a host.
     *
     * @return milliseconds after a time
     */
    default long awaitElsewhere(long since, int host) {
        Awaitility.await(title() + ": the service runs elsewhere than on host " + host)
                .atMost(PATIENCE)
                .until(() -> watch().lastStart(since, host, Set.of(service())) > 0);
        return watch().lastStart(since, host, Set.of(service())) / 1_000_000;
    }

    @Override
    default void close() throws IOException {
        watch().close();
        lab().close();
    }
}
