package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.Await;
import org.mosha.model.NodeId;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.Protection;
import org.mosha.trust.TlsDirectory;

/** What a real peer with keys makes of those who call it and come to nothing. */
class BrokenHandshakeTest {
    /** How TLS begins: a message of 512 bytes follows. */
    private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1};

    @TempDir
    Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private List<PeerUnderTest> peers = List.of();
    private NodeKeys own;

    @BeforeEach
    void start() throws Exception {
        own = keys("tls");
        EmbeddedAccess access = EmbeddedAccess.of(new Protection.Keys(own));
        peers = PeerUnderTest.start(directory, access.peer(), 1, Telling::new);
        Await.until("it listens", () -> Stranger.certificate(electionPort(), own) != null);
        Await.until("it has told of that one", () -> told.contains("knows"));
        told.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        PeerUnderTest.stopAll(peers);
    }

    private NodeKeys keys(String name) throws Exception {
        TlsDirectory made = new TlsDirectory(directory.resolve(name));
        made.make(new TreeMap<>(Map.of(new NodeId(1), "127.0.0.1")), 10, Optional.empty());
        return NodeKeys.read(made.node(new NodeId(1)));
    }

    private int electionPort() {
        return peers.get(0).electionPort();
    }

    private final class Telling extends HearingPeer {
        private Telling() throws SaslException {
            super(new Deaf());
        }

        @Override
        protected void doesNotKnow(SocketAddress from, String why) {
            told.add("does not know");
        }

        @Override
        protected void breaksOff(SocketAddress from, String why) {
            told.add("breaks off");
        }

        @Override
        protected void knows(SocketAddress from) {
            told.add("knows");
        }
    }

    @Test
    void whoEndsTheConnectionInTheMidstOfTheHandshakeHasSaidNothingOfKeys() throws Exception {
        callAndLeave(false);
        Await.until("it is told of", () -> !told.isEmpty());
        callAndLeave(true);
        Await.until("the other is told of, too", () -> told.size() > 1);
        assertEquals(List.of("breaks off", "breaks off"), told);
    }

    private void callAndLeave(boolean reset) throws Exception {
        try (Socket caller = Stranger.plain().connect(electionPort())) {
            if (reset) {
                caller.setSoLinger(true, 0);
            }
            caller.getOutputStream().write(BEGINNING);
        }
    }

    @Test
    void whoHasAnotherAuthoritysKeyIsStillSaidNotToBeKnown() throws Exception {
        NodeKeys foreign = keys("foreign");
        // what one says of a key may be lost when it ends the connection
        Await.until("it is told of", () -> {
            assertEquals(0, Stranger.tls(foreign).say(electionPort(), Stranger.vote()).length);
            return told.contains("does not know");
        });
        assertFalse(told.contains("knows"), told::toString);
    }
}
