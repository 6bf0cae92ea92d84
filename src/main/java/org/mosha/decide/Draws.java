package org.mosha.decide;

import org.mosha.model.GroupName;

/**
 * One cycle's chance: a random number for each group that hangs on the seed and the group only, so that a saved
 * observation always gives the same plan, in whatever order it is looked at.
 *
 * @param seed the cycle's seed
 */
public record Draws(long seed) {
    private static final double UNIT = 0x1.0p-53;

    /**
     * Draws for a group.
     *
     * @param group the group
     * @return a number from 0 up to, but not including, 1
     */
    public double of(GroupName group) {
        return (mix(seed ^ textHash(group.value())) >>> 11) * UNIT;
    }

    /**
     * A hash that is the same on all nodes and in all versions.
     *
     * @param group a group
     * @return its hash
     */
    static long hash(GroupName group) {
        return textHash(group.value());
    }

    /**
     * Mixes the bits of a number well (the finalizer of SplitMix64).
     *
     * @param bits any number
     * @return a number that looks random, always the same for the same input
     */
    static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static long textHash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
