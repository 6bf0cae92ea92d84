package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import org.mosha.engine.Attempt;
import org.mosha.node.Clocks;
import org.mosha.node.NodeSetup;

/**
 * How long a node's first mark asks the others to wait. Where nobody is seen, as long as a lone node's later ones do: so a
 * machine that stands still as a lone node starts does not have it lose its groups. That somebody else is about to come
 * in that very moment does no harm: whatever this mark says is what this node has its lease from, and whoever comes
 * reads it before it may take anything.
 */
final class FirstSession {
    private final DirectorySetup setup;
    private final ClaimStore claims;
    private final Clocks clocks;

    FirstSession(DirectorySetup setup, ClaimStore claims, Clocks clocks) {
        this.setup = setup;
        this.claims = claims;
        this.clocks = clocks;
    }

    /** Looks, and says how long it is to be. */
    Duration length() {
        return isNobodySeen() ? NodeSetup.loneSession(setup.timeout(), setup.session()) : setup.session();
    }

    /**
     * Nothing that is seen here is kept. A node may begin to wait for another one's silence only when that one can see
     * its mark: until then a lone node goes on having its lease from seeing nobody.
     */
    private boolean isNobodySeen() {
        Members members = new Members(setup.self(), setup.layout(), setup.timeout());
        ClaimWatch claimed = new ClaimWatch(claims);
        try {
            members.lookAtList();
            Attempt.to("read", claims.directory(), claimed::look);
        } catch (IOException e) {
            // what is wrong is told by the first look that counts
            return false;
        }
        members.look(claimed.owners(), clocks, clocks.wall());
        return members.known().isEmpty();
    }
}
