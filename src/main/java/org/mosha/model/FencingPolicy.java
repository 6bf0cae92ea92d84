package org.mosha.model;

import java.util.Locale;

/** What has to be proven before a dead node's claims may be taken: the setting {@code fencing}. */
public enum FencingPolicy {
    /** That its local deadline has passed: it has killed its processes itself. */
    LEASE,
    /** That it was shot. */
    STOMITH,
    /** Both. */
    LEASE_AND_STOMITH;

    /** The setting's spelling. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace("_and_", "+");
    }
}
