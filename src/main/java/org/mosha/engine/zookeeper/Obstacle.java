package org.mosha.engine.zookeeper;

/**
 * Why a node cannot join, though it reaches the ensemble.
 *
 * @param sentence one line
 * @param lasting whether waiting will not help
 */
record Obstacle(String sentence, boolean lasting) {
    static Obstacle passing(String sentence) {
        return new Obstacle(sentence, false);
    }

    static Obstacle lasting(String sentence) {
        return new Obstacle(sentence, true);
    }

    /** The path that an external ensemble's part for this cluster lies below is missing. */
    static Obstacle noPath() {
        return lasting("the ensemble does not have the path at the end of zookeeper.connect: make it there first, as"
                + " with 'create' of zkCli.sh");
    }

    /** A znode, or the one that it is to be in, belongs to somebody else than whom this node is known as. */
    static Obstacle noRight(String path) {
        return lasting("the ensemble does not let this node use " + path
                + " there: it belongs to whoever has made it, with other keys, with another secret or without any");
    }

    /** An external ensemble does not know whom this node says to be. */
    static Obstacle strange() {
        return lasting("the ensemble does not take this node's login: with a secret its servers need"
                + " authProvider.sasl and the user mosha with that secret, with keys their authority and its TLS port");
    }
}
