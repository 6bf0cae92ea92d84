package org.mosha.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosha.model.NodeId;

/**
 * Which node's copy of a configuration file is the newest. Of the valid copies on nodes that are up the newest wins;
 * of equally new ones that with the greater hash, so that all nodes agree.
 *
 * <p>A time in the future counts as the time at which this node first saw it, so that every later edit is newer; it is
 * a warning. The node on which such a file lies sets its time to that (see {@link Choice#restamp}), and copies are
 * written with that time too, so that soon no file is in the future and all nodes compare the same times. {@code now}
 * should be the clock of the shared storage where the engine can tell it: then a node whose own clock is ahead finds
 * its own files in the future as well.
 */
public final class NewestConfig {
    private NewestConfig() {}

    /**
     * One node's copy.
     *
     * @param node the node
     * @param mtimeMillis its modification time, in milliseconds since 1970
     * @param hash the hash of its content
     * @param valid whether it has no errors
     * @param up whether the node is up
     */
    public record Copy(NodeId node, long mtimeMillis, String hash, boolean valid, boolean up) {
        /** Refuses nulls. */
        public Copy {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(hash, "hash");
        }

        private Version version() {
            return new Version(hash, mtimeMillis);
        }
    }

    /**
     * One version of a file, wherever it lies.
     *
     * @param hash the hash of its content
     * @param mtimeMillis its modification time, in milliseconds since 1970
     */
    public record Version(String hash, long mtimeMillis) {}

    /**
     * The clock by which files are in the future.
     *
     * @param nowMillis the time, in milliseconds since 1970
     * @param toleranceMillis how far ahead a file may be before it counts as being in the future
     * @param firstSeenMillis when this node first saw the versions that are in the future
     */
    public record Clock(long nowMillis, long toleranceMillis, Map<Version, Long> firstSeenMillis) {
        /** Copies the map. */
        public Clock {
            firstSeenMillis = Map.copyOf(firstSeenMillis);
        }
    }

    /**
     * What to do.
     *
     * @param newest the copy that is in force; empty when there is no valid one
     * @param timeMillis its time, with which a copy of it is to be written
     * @param copy whether this node's own copy is to be replaced by it
     * @param restamp the time that this node's own copy is to be given, since its own is in the future;
     *     empty when it is to be replaced anyway
     * @param warnings a sentence for each copy that is in the future, or newer than what is in force and not valid
     * @param firstSeenMillis to be given to the next choice
     */
    public record Choice(
            Optional<Copy> newest,
            long timeMillis,
            boolean copy,
            OptionalLong restamp,
            List<String> warnings,
            Map<Version, Long> firstSeenMillis) {
        /** Copies the collections. */
        public Choice {
            warnings = List.copyOf(warnings);
            firstSeenMillis = Map.copyOf(firstSeenMillis);
        }
    }

    /**
     * Chooses.
     *
     * @param self this node
     * @param copies all nodes' copies; a node without the file has none
     * @param clock the time
     * @return the choice
     */
    public static Choice choose(NodeId self, Collection<Copy> copies, Clock clock) {
        Map<Version, Long> firstSeen = new HashMap<>();
        List<Timed> timed = new ArrayList<>();
        for (Copy one : copies) {
            if (one.up() || one.node().equals(self)) {
                timed.add(time(one, clock, firstSeen));
            }
        }
        timed.sort(Comparator.comparing(t -> t.copy().node()));
        Optional<Timed> own =
                timed.stream().filter(t -> t.copy().node().equals(self)).findFirst();
        Optional<Timed> newest = timed.stream().filter(t -> t.copy().valid()).max(Timed.ORDER);
        boolean copy = newest.isPresent() && replaces(newest.get(), own);
        return new Choice(
                newest.map(Timed::copy),
                newest.map(Timed::millis).orElse(0L),
                copy,
                copy ? OptionalLong.empty() : restamp(own),
                warnings(timed, newest, clock),
                firstSeen);
    }

    /** A copy with the time that counts. */
    private record Timed(Copy copy, long millis, boolean future) {
        static final Comparator<Timed> ORDER = Comparator.comparingLong(Timed::millis)
                .thenComparing(t -> t.copy().hash());
    }

    private static Timed time(Copy copy, Clock clock, Map<Version, Long> firstSeen) {
        Long known = clock.firstSeenMillis().get(copy.version());
        if (known == null && !isAhead(copy, clock)) {
            return new Timed(copy, copy.mtimeMillis(), false);
        }
        long seen = known == null ? clock.nowMillis() : known;
        firstSeen.put(copy.version(), seen);
        return new Timed(copy, seen, true);
    }

    private static OptionalLong restamp(Optional<Timed> own) {
        return own.isPresent() && own.get().future() ? OptionalLong.of(own.get().millis()) : OptionalLong.empty();
    }

    private static boolean isAhead(Copy copy, Clock clock) {
        return copy.mtimeMillis() > clock.nowMillis() + clock.toleranceMillis();
    }

    /**
     * An own copy with the same content stays, whatever its time. One with errors stays as long as it is newer: that
     * is an edit that its author has yet to correct.
     */
    private static boolean replaces(Timed newest, Optional<Timed> own) {
        return own.isEmpty()
                || (!own.get().copy().hash().equals(newest.copy().hash())
                        && Timed.ORDER.compare(newest, own.get()) > 0);
    }

    private static List<String> warnings(List<Timed> timed, Optional<Timed> newest, Clock clock) {
        List<String> warnings = new ArrayList<>();
        for (Timed one : timed) {
            Copy copy = one.copy();
            if (isAhead(copy, clock)) {
                warnings.add("node " + copy.node() + "'s copy is "
                        + (copy.mtimeMillis() - clock.nowMillis() + 999) / 1000
                        + " s in the future: it counts from when it was first seen");
            }
            if (!copy.valid() && (newest.isEmpty() || Timed.ORDER.compare(one, newest.get()) > 0)) {
                warnings.add("node " + copy.node() + "'s copy is the newest and has errors: it is not used");
            }
        }
        return warnings;
    }
}
