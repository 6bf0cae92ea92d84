package org.mosha.cluster;

import org.mosha.model.FencingPolicy;

/**
 * The takeover rule: when may a claim be taken that another node has made? Only when that is proven to be safe; what
 * is not known counts as possibly running.
 */
public final class Takeover {
    private Takeover() {}

    /**
     * What is known of a claim's owner.
     *
     * @param released whether the owner has given the claim back
     * @param stale whether the owner's status is older than the time-out
     * @param sessionExpired whether the session under which the claim was made has expired
     * @param deadlinePassed whether the owner's local deadline has provably passed
     * @param fence what shooting the owner gave
     */
    public record Evidence(
            boolean released, boolean stale, boolean sessionExpired, boolean deadlinePassed, FenceResult fence) {
        /**
         * What a member shows.
         *
         * @param owner the owner of the claim
         * @param fence what shooting it gave
         * @return the evidence, with the claim not released
         */
        public static Evidence of(Member owner, FenceResult fence) {
            return new Evidence(
                    false, owner.stale(), owner.session().hasExpired(), owner.session() == Member.Session.OVER, fence);
        }
    }

    /** The answer, with its reason. */
    public enum Verdict {
        /** Take it: the owner gave it back. */
        RELEASED(true, "done with it", "released"),
        /** Take it: the policy is satisfied by the lease. */
        LEASE_OVER(true, "lost, and its lease is over", "whose lease is over"),
        /** Take it: the policy is satisfied by the shot. */
        FENCED(true, "confirmed off"),
        /** Take it: the policy wants both, and both are there. */
        LEASE_OVER_AND_FENCED(
                true, "confirmed off, and its lease is over", "whose lease is over and which is confirmed off"),
        /** Leave it: the owner is not in the list of nodes, so nothing is known of it. */
        OWNER_UNKNOWN(false, "not known here and may still run"),
        /** Leave it: the owner lives. */
        OWNER_LIVE(false, "alive"),
        /** Leave it: the owner has not been heard of for long, and that is no proof. */
        OWNER_STALE(false, "stale and not confirmed off"),
        /** Leave it for now: the owner's local deadline may not have passed. */
        LEASE_RUNNING(false, "lost, and its lease may not be over yet", "whose lease may not be over yet"),
        /** Leave it for now: nobody has shot the owner yet. */
        NOT_FENCED(false, "lost and not shot yet"),
        /** Leave it: the shot failed. */
        FENCE_FAILED(false, "lost, and STOMITH has failed"),
        /** Leave it: the shot did not answer in time. */
        FENCE_TIMED_OUT(false, "lost, and STOMITH has not answered in time"),
        /** Leave it: it is not known what the shot gave. */
        FENCE_UNKNOWN(false, "lost, and the answer of STOMITH is not known");

        private final boolean mayTake;
        private final String state;
        private final String reason;

        Verdict(boolean mayTake, String state) {
            this(mayTake, state, "which is " + state);
        }

        Verdict(boolean mayTake, String state, String reason) {
            this.mayTake = mayTake;
            this.state = state;
            this.reason = reason;
        }

        /**
         * Tells whether the claim may be taken.
         *
         * @return true only when nothing of the owner can still run
         */
        public boolean mayTake() {
            return mayTake;
        }

        /**
         * Says why.
         *
         * @return words that go on after "node 2, …"
         */
        public String reason() {
            return reason;
        }

        /**
         * Says how the owner stands, where it was not named just before.
         *
         * @return words that go on after "the node is …"
         */
        public String state() {
            return state;
        }
    }

    /**
     * Judges a claim.
     *
     * @param policy what has to be proven
     * @param evidence what is known
     * @return the verdict
     */
    public static Verdict judge(FencingPolicy policy, Evidence evidence) {
        if (evidence.released()) {
            return Verdict.RELEASED;
        }
        if (!evidence.sessionExpired()) {
            return evidence.stale() ? Verdict.OWNER_STALE : Verdict.OWNER_LIVE;
        }
        return switch (policy) {
            case LEASE -> evidence.deadlinePassed() ? Verdict.LEASE_OVER : Verdict.LEASE_RUNNING;
            case STOMITH -> fenced(evidence.fence(), Verdict.FENCED);
            case LEASE_AND_STOMITH ->
                evidence.deadlinePassed()
                        ? fenced(evidence.fence(), Verdict.LEASE_OVER_AND_FENCED)
                        : Verdict.LEASE_RUNNING;
        };
    }

    private static Verdict fenced(FenceResult result, Verdict success) {
        return switch (result) {
            case CONFIRMED -> success;
            case NONE -> Verdict.NOT_FENCED;
            case FAILED -> Verdict.FENCE_FAILED;
            case TIMED_OUT -> Verdict.FENCE_TIMED_OUT;
            case UNKNOWN -> Verdict.FENCE_UNKNOWN;
        };
    }
}
