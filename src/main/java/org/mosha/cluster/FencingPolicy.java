package org.mosha.cluster;

import java.util.Locale;
import java.util.Optional;

/** What has to be proven before a dead node's claims may be taken: the setting {@code fencing}. */
public enum FencingPolicy {
    /** That its local deadline has passed: it has killed its processes itself. */
    LEASE,
    /** That it was shot. */
    STOMITH,
    /** Both. */
    LEASE_AND_STOMITH;

    /**
     * Reads the setting.
     *
     * @param text {@code lease}, {@code stomith} or {@code lease+stomith}
     * @return the policy, or empty when it is none of these
     */
    public static Optional<FencingPolicy> parse(String text) {
        for (FencingPolicy policy : values()) {
            if (policy.toString().equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** The setting's spelling. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace("_and_", "+");
    }
}
