package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;

class FirstSessionTest {
    private static final Duration COMPANY = Duration.ofSeconds(2);
    private static final Duration LONE = Duration.ofSeconds(60);

    @TempDir
    private Path mfsbase;

    /** What its very first mark says: it says nothing more, as its own thread does not run. */
    private void assertBeginsWith(Duration session, Station node) throws IOException {
        try (node) {
            node.open();
            assertEquals(session, node.engine.heard().session());
            NodeMark mark = NodeMark.parse(Files.readString(node.file(DirectoryLayout.MARK)))
                    .orElseThrow();
            assertEquals(1, mark.heartbeat());
            assertEquals(session, mark.session());
            assertEquals(session, node.view().nodes().get(node.id).life().session());
        }
    }

    @Test
    void aloneItIsThatOfALoneNode() throws IOException {
        assertBeginsWith(LONE, new Station(mfsbase, 1));
    }

    @Test
    void whereAnotherNodeLivesItIsTheShortOne() throws IOException {
        try (Station other = new Station(mfsbase, 2)) {
            other.open().live();
            assertBeginsWith(COMPANY, new Station(mfsbase, 1));
        }
    }

    @Test
    void whereOneHasDiedItIsTheShortOne() throws IOException {
        Station dead = new Station(mfsbase, 2);
        Station.write(dead.file(DirectoryLayout.CLSTAT), "Cluster::Init::Group web start DONE\n");
        assertBeginsWith(COMPANY, new Station(mfsbase, 1));
    }

    @Test
    void whereNothingButAClaimIsLeftOfOneItIsTheShortOne() throws IOException {
        ClaimStore store = new ClaimStore(
                Files.createDirectories(mfsbase.resolve("claims")),
                mfsbase,
                new ClaimToken.Owner(new NodeId(2), "life"));
        store.claim(store.list(), Station.WEB, 0);
        assertBeginsWith(COMPANY, new Station(mfsbase, 1));
    }

    @Test
    void whereOneHasEndedInOrderItIsThatOfALoneNode() throws IOException {
        Station ended = new Station(mfsbase, 2).open();
        ended.say("start", "DONE");
        ended.close();
        assertBeginsWith(LONE, new Station(mfsbase, 1));
    }

    @Test
    void aTimeOutThatIsShorterThanTheSessionDoesNotShortenIt() throws IOException {
        DirectoryLayout layout = new DirectoryLayout(mfsbase, Optional.empty(), "var/mosha");
        assertBeginsWith(COMPANY, new Station(layout, 1, Duration.ofSeconds(1)));
    }
}
