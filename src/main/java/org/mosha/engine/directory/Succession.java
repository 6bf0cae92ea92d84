package org.mosha.engine.directory;

import java.io.IOException;
import org.mosha.model.GroupName;

/**
 * Which life of this node comes after which. Two daemons of one number that begin in the same moment find nothing of each
 * other yet, and a {@link Rival} tells who was there before, not who else is about to be. So the number has a token of
 * its own, like a group ({@link ClaimStore}). A life takes it from whichever has it, first of all; then it looks for a
 * rival; and it takes it once more, from itself, when its mark is there.
 *
 * <p>Why one of two gets through at most, whoever pauses for however long: the token has gone to one of them first, and
 * from there, maybe by way of others, to the other one. If the first one took it once more before it went on, its mark was
 * there when the next one began to look, and counts like that of any daemon that runs. If not, the first one fails to.
 */
final class Succession {
    private static final GroupName NUMBER = new GroupName("node");

    private final ClaimStore store;
    private long epoch;

    /** The succession of the lives that have a token in the same directory as this store's. */
    Succession(ClaimStore store) {
        this.store = store;
    }

    /** Takes the token from whichever life has it. */
    void begin() throws IOException {
        ClaimListing listing = store.list();
        ClaimToken last = listing.tokens().get(NUMBER);
        take(listing, last == null ? 0 : last.epoch());
    }

    /** Takes it once more; refused when another life has taken it meanwhile. */
    void confirm() throws IOException {
        take(store.list(), epoch);
    }

    private void take(ClaimListing listing, long over) throws IOException {
        store.claim(listing, NUMBER, over);
        // whatever was answered: a network filesystem may report an error for a rename that it did
        ClaimToken now = store.list().tokens().get(NUMBER);
        if (now == null || !now.isOf(store.self()) || now.epoch() <= epoch) {
            throw new IOException("another daemon of node " + store.self().node()
                    + " is starting at the same time, as is seen in " + store.directory());
        }
        epoch = now.epoch();
    }
}
