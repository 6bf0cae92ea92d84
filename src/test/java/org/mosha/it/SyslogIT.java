package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The syslog appender of {@code etc/log4j2.xml}, switched on as its comment says. */
class SyslogIT {
    @TempDir
    Path dir;

    private DatagramSocket syslog;
    private DaemonUnderTest daemon;

    @BeforeEach
    void prepare() throws IOException {
        syslog = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        syslog.setSoTimeout(60_000);
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "web:httpd:start:respawn:echo hello syslog; exec sleep 1000",
                "web:dies:start:respawn:test -e $HERE/died && exec sleep 1000; touch $HERE/died; exit 4");
        daemon.hactl("web start");
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
        syslog.close();
    }

    @Test
    void linesArriveWithTheDaemonFacilityAndTheirLevel() throws Exception {
        Path config = Files.writeString(daemon.file("log4j2.xml"), switchedOn());
        daemon.withEnvironment("MOSHA_JAVA_OPTS", "-Dlog4j2.configurationFile=" + config)
                .start();
        awaitLine("<30>[A-Z][a-z]{2} \\d\\d [0-9:]{8} mosha\\[" + daemon.pid() + "]: start: node 1 on .*");
        awaitLine("<30>.* mosha\\[\\d+]: output: \\[web/httpd] hello syslog");
        daemon.cltab("web:httpd:start:bogus:true");
        awaitLine("<26>.* mosha\\[\\d+]: node: .*:1: error: unknown mode 'bogus'.*");
        // what died may have taken longer than the edit
        awaitLine("<28>.*: node: web/dies died .*");
    }

    private final List<String> received = new ArrayList<>();

    private void awaitLine(String pattern) throws IOException {
        while (received.stream().noneMatch(line -> line.matches(pattern))) {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            syslog.receive(packet);
            received.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }
    }

    /** The shipped configuration without the comment marks around what has to do with syslog. */
    private String switchedOn() throws IOException {
        String shipped = Files.readString(Path.of("etc/log4j2.xml"));
        String on = shipped.replaceAll("<!--\\s*(<Socket name=\"Syslog\"(?s:.*?)</Socket>)\\s*-->", "$1")
                .replaceAll("<!--\\s*(<AppenderRef ref=\"Syslog\"/>)\\s*-->", "$1")
                .replace("port=\"514\"", "port=\"" + syslog.getLocalPort() + "\"");
        assertNotEquals(shipped, on);
        return on;
    }
}
