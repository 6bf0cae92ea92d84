package org.mosha.engine.directory;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosha.engine.IoReason;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;

/**
 * What is wished of claims. Each claim is tried once: the node asks again if it still wants it. A return is tried until it
 * is done, since nobody asks for it again. Used by the engine's thread.
 */
final class PendingClaims {
    private final ClaimStore claims;
    private final OwnStatus status;
    private final Troubles troubles;
    private Map<GroupName, OfClaim> pending = new LinkedHashMap<>();

    PendingClaims(ClaimStore claims, OwnStatus status, Troubles troubles) {
        this.claims = claims;
        this.status = status;
        this.troubles = troubles;
    }

    /** Adds wishes; of each group the newest counts. */
    void add(Map<GroupName, OfClaim> wishes) {
        pending.putAll(wishes);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Fulfils them; where this daemon's mark is not there, nothing is written. */
    void fulfil(boolean isThere) {
        Map<GroupName, OfClaim> wishes = pending;
        pending = new LinkedHashMap<>();
        if (!isThere) {
            wishes.forEach(this::keep);
            return;
        }
        boolean done = troubles.attempt("claims", () -> {
            ClaimListing listing;
            try {
                listing = list();
            } catch (IOException e) {
                wishes.forEach(this::keep);
                throw e;
            }
            fulfil(listing, wishes);
        });
        if (done) {
            claims.force();
        }
    }

    private ClaimListing list() throws IOException {
        try {
            return claims.list();
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", claims.directory(), e), e);
        }
    }

    private void fulfil(ClaimListing listing, Map<GroupName, OfClaim> wishes) throws IOException {
        IOException failure = null;
        for (Map.Entry<GroupName, OfClaim> wish : wishes.entrySet()) {
            try {
                fulfil(listing, wish.getKey(), wish.getValue());
            } catch (IOException e) {
                keep(wish.getKey(), wish.getValue());
                failure = e;
            }
        }
        if (failure != null) {
            throw new IOException(IoReason.cannot("write", claims.directory(), failure), failure);
        }
    }

    private void fulfil(ClaimListing listing, GroupName group, OfClaim wish) throws IOException {
        if (wish instanceof OfClaim.Take take) {
            if (!status.hasRival()) {
                claims.claim(listing, group, take.overEpoch());
            }
        } else if (wish instanceof OfClaim.GiveBack back) {
            claims.release(listing, group, back.epoch());
        }
    }

    private void keep(GroupName group, OfClaim wish) {
        if (wish instanceof OfClaim.GiveBack) {
            pending.put(group, wish);
        }
    }
}
