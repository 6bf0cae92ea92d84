package org.mosha.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;

/** Says where to log, before the first logger is made, and has the last lines written. */
final class Logging {
    private static final Path INSTALLED = Path.of("/etc/mosha/log4j2.xml");

    private Logging() {}

    /**
     * Sets the properties that {@code etc/log4j2.xml} refers to; whatever the user has set stays.
     *
     * @param home where Mosha is
     * @param logDir where the log files are
     * @param console whether it is shown on standard output as well
     * @param journal whether that is the journal of systemd
     */
    static void prepare(Path home, Path logDir, boolean console, boolean journal) {
        System.setProperty("mosha.log.dir", logDir.toString());
        System.setProperty("mosha.log.console", console ? "Console" : "None");
        System.setProperty("mosha.log.journal", Boolean.toString(journal));
        if (System.getProperty("log4j2.configurationFactory") == null) {
            System.setProperty("log4j2.configurationFactory", LogConfigurations.class.getName());
        }
        Path own = home.resolve("etc/log4j2.xml");
        Path file = Files.exists(own) ? own : INSTALLED;
        if (System.getProperty("log4j2.configurationFile") == null && Files.exists(file)) {
            System.setProperty("log4j2.configurationFile", file.toUri().toString());
        }
    }

    /** Nothing is logged any more: what waits for a console is written. */
    static void end() {
        LogManager.shutdown();
    }
}
