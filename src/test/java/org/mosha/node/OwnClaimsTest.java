package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class OwnClaimsTest {
    private static final GroupName WEB = new GroupName("web");
    private final OwnClaims own = new OwnClaims();

    @Test
    void aClaimFromBeforeTheLeaseRanOutDoesNotCountAndANewerOneDoes() {
        own.see(view(claim(5)));
        assertFalse(own.isSpent(WEB, claim(5)));
        own.lapsed(view(claim(5)));
        assertTrue(own.isSpent(WEB, claim(5)));
        assertFalse(own.isSpent(WEB, claim(6)));
    }

    @Test
    void aClaimThatWasAskedForBeforeTheLeaseRanOutDoesNotCountWhenItComesLate() {
        own.asked(WEB);
        own.lapsed(view());
        own.asked(WEB);
        own.see(view(claim(6)));
        assertTrue(own.isSpent(WEB, claim(6)));
        own.see(view(claim(7)));
        assertFalse(own.isSpent(WEB, claim(7)));
    }

    @Test
    void anEarlierClaimIsNotWhatWasAskedForBeforeTheLeaseRanOutAgain() {
        own.lapsed(view(claim(5)));
        own.asked(WEB);
        own.see(view(claim(5)));
        own.lapsed(view(claim(5)));
        own.see(view(claim(5)));
        own.see(view(claim(6)));
        assertTrue(own.isSpent(WEB, claim(6)));
        own.see(view(claim(7)));
        assertFalse(own.isSpent(WEB, claim(7)));
    }

    @Test
    void aClaimThatIsBeingGivenBackDoesNotCount() {
        own.givenBack(WEB, 5);
        assertTrue(own.isSpent(WEB, claim(5)));
    }

    @Test
    void anothersClaimIsNotThisNodesToSpend() {
        own.givenBack(WEB, 5);
        assertFalse(own.isSpent(WEB, new EngineView.ClaimSeen(new NodeId(2), "other", 5, false)));
    }

    private static EngineView.ClaimSeen claim(long epoch) {
        return new EngineView.ClaimSeen(new NodeId(1), "life", epoch, true);
    }

    private static EngineView view(EngineView.ClaimSeen... claims) {
        ConfigText none = new ConfigText("none", Optional.empty(), Optional.empty());
        Map<GroupName, EngineView.ClaimSeen> byGroup = new TreeMap<>();
        for (EngineView.ClaimSeen claim : claims) {
            byGroup.put(WEB, claim);
        }
        return new EngineView("", new TreeMap<>(), new TreeMap<>(byGroup), none, none, Optional.empty(), List.of());
    }
}
