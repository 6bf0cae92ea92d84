package org.mosha.engine.zookeeper;

import java.util.Optional;
import org.mosha.cluster.FenceWord;

/**
 * What was read of one node.
 *
 * @param last the last life of its daemon that was registered; one that has left in order says nothing
 * @param lifeVersion the version of that, which counts the registrations
 * @param registered the life that is registered
 * @param status what it says of its groups
 * @param standby by which change of the ensemble it was told to keep its groups stopped; empty when it was not
 * @param fence what is said of shooting it
 */
record SeenNode(
        Optional<Registration> last,
        int lifeVersion,
        Optional<Registration> registered,
        Optional<StatusText> status,
        Optional<String> standby,
        Optional<Said> fence) {
    /** One of which nothing was read yet. */
    static final SeenNode NOTHING =
            new SeenNode(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What is said of shooting a node.
     *
     * @param word what is said
     * @param change by which change of the ensemble
     * @param version in which version of its znode
     */
    record Said(FenceWord word, long change, int version) {
        /** Reads a znode; empty when nothing is said in it. */
        static Optional<Said> of(Reply.Found found) {
            return FenceText.parse(found.data())
                    .map(word ->
                            new Said(word, found.stat().getMzxid(), found.stat().getVersion()));
        }

        /** Whether it is about this life of the node. */
        boolean isOf(String incarnation) {
            return !incarnation.isEmpty() && word.incarnation().equals(incarnation);
        }
    }

    /** The life that may run something: the one that is registered, or the last one when it has not left in order. */
    Optional<Registration> life() {
        return registered.or(() -> last.filter(Registration::isLife));
    }
}
