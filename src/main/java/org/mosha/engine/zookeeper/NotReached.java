package org.mosha.engine.zookeeper;

import java.io.IOException;

/**
 * The ensemble is not reached, or has not answered. A change that was asked for may have been made all the same. It may
 * pass, so that who can ask again does.
 */
final class NotReached extends IOException {
    private static final long serialVersionUID = 1L;

    NotReached(String sentence) {
        super(sentence);
    }

    NotReached(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
