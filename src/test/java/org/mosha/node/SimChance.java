package org.mosha.node;

import java.util.List;
import java.util.SplittableRandom;

/** One stream of chance; all streams of a run come from its seed. */
final class SimChance {
    private final SplittableRandom random;

    SimChance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    SimChance split() {
        return new SimChance(random.nextLong());
    }

    boolean in(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Nanoseconds between two numbers of milliseconds. */
    long millis(double from, double to) {
        return (long) ((from + random.nextDouble() * (to - from)) * 1e6);
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
