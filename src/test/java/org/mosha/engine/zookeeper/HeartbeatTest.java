package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mosha.engine.zookeeper.Changes.check;
import static org.mosha.engine.zookeeper.Changes.multi;
import static org.mosha.engine.zookeeper.Changes.set;

import java.util.stream.Stream;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.ErrorTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.Txn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which transactions a power cut may take. */
class HeartbeatTest {
    private static final Txn BEAT = set("/mosha/beats/2", new byte[0], 8);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("a heartbeat", Changes.beat(1, 2, 8), true),
                Arguments.of("one without a proof", multi(1, BEAT), true),
                Arguments.of("checks only", multi(1, check("/mosha/nodes/2")), false),
                Arguments.of("nothing", multi(1), false),
                Arguments.of("two heartbeats", multi(1, BEAT, BEAT), false),
                Arguments.of("a check behind it", multi(1, BEAT, check("/mosha/nodes/2")), false),
                Arguments.of("one with content", multi(1, set("/mosha/beats/2", new byte[1], 8)), false),
                Arguments.of("a claim", multi(1, set("/mosha/claims/g-web", new byte[0], 8)), false),
                Arguments.of("the directory", multi(1, set("/mosha/beats", new byte[0], 8)), false),
                Arguments.of("below a heartbeat", multi(1, set("/mosha/beats/2/x", new byte[0], 8)), false),
                Arguments.of("no node's", multi(1, set("/mosha/beats/x", new byte[0], 8)), false),
                Arguments.of(
                        "the end of a registration",
                        multi(1, check("/mosha/beats/2"), Changes.part(OpCode.delete, new DeleteTxn("/mosha/nodes/2"))),
                        false),
                Arguments.of(
                        "a registration",
                        multi(1, Changes.part(OpCode.delete, new DeleteTxn("/mosha/nodes/2")), BEAT),
                        false),
                Arguments.of("a refused one", multi(1, Changes.part(OpCode.error, new ErrorTxn(-101)), BEAT), false),
                Arguments.of("cut short", multi(1, new Txn(OpCode.setData, new byte[3])), false),
                Arguments.of(
                        "alone",
                        Changes.one(1, OpCode.setData, new SetDataTxn("/mosha/beats/2", new byte[0], 8)),
                        false),
                Arguments.of("nothing that is written", new Request(7, 1, OpCode.getData, null, null, 1), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void onlyAHeartbeatMayBeLost(String what, Request request, boolean may) {
        assertEquals(may, Heartbeat.is(request), what);
    }
}
