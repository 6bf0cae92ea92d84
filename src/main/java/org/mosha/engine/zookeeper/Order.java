package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the configuration that somebody has asked for. It may have to be tried several times, and a try without an
 * answer may have come through: so it remembers what was proposed for it. Used by the engine's thread.
 */
final class Order {
    private final List<Version> proposed = new ArrayList<>();

    /** Notes what is about to be proposed. */
    Version proposes(Version next) {
        proposed.add(next);
        return next;
    }

    /** Whether one of the proposals has become a version. */
    boolean isDone(Versions versions) throws IOException {
        for (Version version : proposed) {
            if (versions.read(version.number()).filter(version::isSame).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The number of the version that was proposed last; 0 for none. */
    long number() {
        return proposed.isEmpty() ? 0 : proposed.get(proposed.size() - 1).number();
    }
}
