package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;

/** What somebody who asks for something notices of a connection that breaks for a moment: nothing. */
class PassingBreakTest {
    /** Long, as a busy machine may need some seconds to connect anew. */
    private static final Duration SESSION = Duration.ofSeconds(5);

    @TempDir
    Path dir;

    private Site far;
    private Site near;
    private Cable cable;

    @BeforeEach
    void open() throws Exception {
        SortedMap<NodeId, NodeAddress> addresses = Site.addresses(1);
        far = new Site(Site.setup(dir.resolve("far"), addresses, Optional.empty(), 1, SESSION));
        far.write("cltab", "the cltab\n");
        far.write("hactl", "the hactl\n");
        far.open();
        far.sees(EngineView::connected);
        Awaitility.await()
                .atMost(Site.PATIENCE)
                .until(() -> far.engine.configLog(9).size() == 2);
        cable = new Cable(addresses.get(far.id).clientPort());
        near = new Site(Site.setup(
                        dir.resolve("near"), new TreeMap<>(), Optional.of("127.0.0.1:" + cable.entrance()), 2, SESSION))
                .open();
        near.sees(v -> v.connected() && v.hactl().text().equals(Optional.of("the hactl\n")));
    }

    @AfterEach
    void close() throws Exception {
        near.close();
        cable.close();
        far.close();
    }

    /** Asks while the cable is cut, which it is until the loss was noticed. */
    private <T> T askedWhileCut(Callable<T> question) throws Exception {
        cable.cut();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> cable.refused() > 0);
        FutureTask<T> asked = new FutureTask<>(question);
        new Thread(asked, "asks").start();
        int refused = cable.refused();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> cable.refused() > refused || asked.isDone());
        cable.mend();
        return asked.get();
    }

    @Test
    void whatIsReadIsToldWhenTheConnectionIsBack() throws Exception {
        assertEquals(2, askedWhileCut(() -> near.engine.configLog(9)).size());
        assertTrue(askedWhileCut(() -> near.engine.configShow(2)).contains("the hactl\n"));
    }

    @Test
    void whatIsChangedIsChangedWhenTheConnectionIsBack() throws Exception {
        near.engine.writeHactl(text -> text + "less\n");
        assertEquals(4, askedWhileCut(() -> near.engine.configRevert(2)));
        askedWhileCut(() -> {
            near.engine.writeHactl(text -> text + "more\n");
            return 0;
        });
        assertTrue(far.engine.configShow(5).contains("the hactl\nmore\n"));
        askedWhileCut(() -> {
            near.engine.standby(true, false);
            return 0;
        });
        near.sees(v -> v.order().isPresent());
    }

    @Test
    void aChangeWhoseAnswerIsLostIsMadeOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        FutureTask<Void> asked = new FutureTask<>(() -> {
            near.engine.writeHactl(text -> {
                made.incrementAndGet();
                cable.swallow();
                return text + "more\n";
            });
            return null;
        });
        new Thread(asked, "asks").start();
        Awaitility.await()
                .atMost(Site.PATIENCE)
                .until(() -> far.engine.configLog(9).size() == 3);
        cable.cut();
        cable.mend();
        asked.get();
        assertEquals(1, made.get());
        assertEquals(3, far.engine.configLog(9).size());
        assertEquals(1, count("more\n", far.engine.configShow(3)));
    }

    @Test
    void aReversionWhoseAnswerIsLostIsMadeOnceAndKnowsItsNumber() throws Exception {
        near.engine.writeHactl(text -> text + "more\n");
        cable.cut();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> cable.refused() > 0);
        FutureTask<Long> asked = new FutureTask<>(() -> near.engine.configRevert(2));
        new Thread(asked, "asks").start();
        cable.mend();
        assertEquals(4, asked.get());
        assertEquals(4, far.engine.configLog(9).size());
    }

    private static int count(String part, String text) throws IOException {
        return text.split(part, -1).length - 1;
    }
}
