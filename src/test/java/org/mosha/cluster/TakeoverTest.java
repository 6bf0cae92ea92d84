package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Takeover.Evidence;
import org.mosha.cluster.Takeover.Verdict;
import org.mosha.model.FencingPolicy;

class TakeoverTest {
    /** Every row of the domain against the rule in one sentence. */
    @Test
    void aClaimIsTakenOnlyWhenReleasedOrExpiredWithThePolicySatisfied() {
        int taken = 0;
        for (FencingPolicy policy : FencingPolicy.values()) {
            for (Evidence e : domain()) {
                boolean lease = e.deadlinePassed();
                boolean shot = e.fence() == FenceResult.CONFIRMED;
                boolean satisfied = switch (policy) {
                    case LEASE -> lease;
                    case STOMITH -> shot;
                    case LEASE_AND_STOMITH -> lease && shot;
                };
                boolean expected = e.released() || (e.sessionExpired() && satisfied);
                assertEquals(expected, Takeover.judge(policy, e).mayTake(), policy + " " + e);
                taken += expected ? 1 : 0;
            }
        }
        assertTrue(taken > 0 && taken < domain().size() * 3);
    }

    @Test
    void failedLateAndUnknownShotsAreNeverASuccess() {
        for (FenceResult result : FenceResult.values()) {
            Verdict verdict = Takeover.judge(FencingPolicy.STOMITH, new Evidence(false, true, true, true, result));
            assertEquals(result == FenceResult.CONFIRMED, verdict.mayTake(), result.toString());
        }
    }

    @Test
    void aStaleOwnerCountsAsPossiblyRunning() {
        for (FencingPolicy policy : FencingPolicy.values()) {
            Evidence stale = new Evidence(false, true, false, false, FenceResult.NONE);
            assertEquals(Verdict.OWNER_STALE, Takeover.judge(policy, stale));
        }
    }

    @Test
    void eachRefusalHasItsReason() {
        assertEquals(Verdict.OWNER_LIVE, judge(FencingPolicy.LEASE, false, false, FenceResult.NONE));
        assertEquals(Verdict.LEASE_RUNNING, judge(FencingPolicy.LEASE, true, false, FenceResult.CONFIRMED));
        assertEquals(Verdict.LEASE_RUNNING, judge(FencingPolicy.LEASE_AND_STOMITH, true, false, FenceResult.CONFIRMED));
        assertEquals(Verdict.NOT_FENCED, judge(FencingPolicy.STOMITH, true, true, FenceResult.NONE));
        assertEquals(Verdict.FENCE_FAILED, judge(FencingPolicy.STOMITH, true, true, FenceResult.FAILED));
        assertEquals(Verdict.FENCE_TIMED_OUT, judge(FencingPolicy.STOMITH, true, true, FenceResult.TIMED_OUT));
        assertEquals(Verdict.FENCE_UNKNOWN, judge(FencingPolicy.STOMITH, true, true, FenceResult.UNKNOWN));
        assertFalse(Verdict.OWNER_UNKNOWN.mayTake());
    }

    private static Verdict judge(FencingPolicy policy, boolean expired, boolean deadline, FenceResult fence) {
        return Takeover.judge(policy, new Evidence(false, false, expired, deadline, fence));
    }

    private static List<Evidence> domain() {
        boolean[] both = {false, true};
        List<Evidence> all = new ArrayList<>();
        for (boolean released : both) {
            for (boolean stale : both) {
                for (boolean expired : both) {
                    for (boolean deadline : both) {
                        for (FenceResult fence : FenceResult.values()) {
                            all.add(new Evidence(released, stale, expired, deadline, fence));
                        }
                    }
                }
            }
        }
        return all;
    }
}
