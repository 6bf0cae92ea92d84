package org.apache.zookeeper.server.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.Test;

/** Requests on their way into a peer. */
class PromptRequestsTest {
    private final List<String> passed = new ArrayList<>();
    private final ZooKeeperServer server = new ZooKeeperServer() {
        @Override
        public void submitRequestNow(Request request) {
            passed.add(request.cxid + " on " + Thread.currentThread().getName());
        }
    };
    private final PromptRequests requests = new PromptRequests(server);

    private static Request request(int number) {
        return new Request(null, 1, number, OpCode.setData, null, List.of());
    }

    @Test
    void passInOrderOnTheThreadThatHasReadThemUntilTheEnd() throws Exception {
        requests.start();
        String here = Thread.currentThread().getName();
        requests.submitRequest(request(1));
        requests.submitRequest(request(2));
        assertEquals(List.of("1 on " + here, "2 on " + here), passed);
        requests.shutdown();
        assertFalse(requests.isAlive());
        requests.submitRequest(request(3));
        assertEquals(2, passed.size(), "nothing enters a peer that is being taken down");
    }
}
