package org.mosha.app;

import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.mosha.exec.NativeCalls;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Has parts of the JVM and of libraries begun that a daemon is going to need, on a thread of its own, while the first
 * thread reads the settings: on more than one processor, the first process starts earlier.
 */
final class Preload {
    private Preload() {}

    /** Begins, and returns at once. */
    static void begin() {
        Thread thread = new Thread(Preload::run, "mosha-preload");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        // in the order in which they are needed
        boolean usable = NativeCalls.trouble().isEmpty();
        parseXml();
        if (usable) {
            ManagementFactory.getPlatformMBeanServer();
        }
    }

    /** The log's configuration is XML. */
    private static void parseXml() {
        try {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<preload/>")));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            // only time is lost
        }
    }
}
