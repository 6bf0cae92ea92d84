package org.mosha.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.mosha.jmx.SampleBeans;

/** What the client verbs see of a daemon: its pid file and its beans, in a process of its own. */
public final class StandInDaemon {
    /** The setting of a daemon that has not found its cluster yet, and so has no beans. */
    static final String NOT_READY = "mynode=99";

    private StandInDaemon() {}

    /** Runs until it is signalled. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(MoshaCommand.run(args, Outcome.backend(StandInDaemon::run)));
    }

    private static int run(Launch launch) {
        Path varDir = launch.readSettings().value().varDir();
        boolean ready = !NOT_READY.equals("mynode=" + launch.overrides().get("mynode"));
        PidFile pidFile = PidFile.in(varDir);
        try {
            Files.createDirectories(varDir);
            if (ready) {
                SampleBeans.open(ManagementFactory.getPlatformMBeanServer());
            }
            pidFile.write();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(pidFile)));
            if (launch.detached()) {
                StartReply.ready(ProcessHandle.current().pid());
            }
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | InterruptedException e) {
            System.err.println("mosha: " + e);
            return 1;
        }
    }

    private static void delete(PidFile pidFile) {
        try {
            pidFile.deleteIfOurs();
        } catch (IOException e) {
            System.err.println("mosha: " + e);
        }
    }
}
