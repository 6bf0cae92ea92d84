package org.mosha.decide;

/** What a decision asks of the claim, before the local init is told anything. */
public enum ClaimStep {
    /** Nothing. */
    KEEP,
    /** Get it; when that fails, tell nothing: another node was faster. */
    TAKE
}
