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
}
