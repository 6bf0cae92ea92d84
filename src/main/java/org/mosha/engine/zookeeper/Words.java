package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.mosha.cluster.FenceWord;
import org.mosha.model.NodeId;

/** What this node tells about other ones: that they are shot, or to keep their groups stopped. */
final class Words {
    private static final int TRIES = 5;

    private final Ensemble ensemble;
    private final Beats beats;
    private final Map<NodeId, FenceWord> untold = new TreeMap<>();

    /**
     * Begins with nothing to tell.
     *
     * @param beats what was heard of the nodes that words are about
     */
    Words(Ensemble ensemble, Beats beats) {
        this.ensemble = ensemble;
        this.beats = beats;
    }

    void fence(Map<NodeId, FenceWord> words) {
        untold.putAll(words);
    }

    /** Tells what is done to shoot nodes; what cannot be told is tried again at the next call. */
    void tell() throws IOException {
        for (Map.Entry<NodeId, FenceWord> word : new TreeMap<>(untold).entrySet()) {
            tell(word.getKey(), word.getValue());
            untold.remove(word.getKey());
        }
    }

    private void tell(NodeId node, FenceWord word) throws IOException {
        String path = Znodes.of(Znodes.FENCES, node);
        for (int i = 0; i < TRIES; i++) {
            Optional<Reply.Found> there =
                    ensemble.ask(List.of(Op.getData(path))).found(0);
            if (!word.isConfirmed()
                    && there.filter(said -> isOff(node, word.incarnation(), said))
                            .isPresent()) {
                return;
            }
            byte[] text = FenceText.format(word);
            Op write = there.map(found -> Op.setData(path, text, found.stat().getVersion()))
                    .orElseGet(() -> ensemble.create(path, text));
            if (ensemble.ask(List.of(write)).isDone()) {
                return;
            }
        }
        throw new IOException("cannot tell the others of the shot at node " + node);
    }

    /** Whether a life is said to be off, and is not known to have said something since. */
    private boolean isOff(NodeId node, String incarnation, Reply.Found said) {
        return FenceText.parse(said.data())
                        .filter(word -> word.isConfirmed() && word.incarnation().equals(incarnation))
                        .isPresent()
                && !beats.goOnAfter(node, said.stat().getMzxid());
    }

    /** Tells nodes whether to keep their groups stopped; that they shall is an order of its own each time. */
    void standby(boolean standby, Collection<NodeId> nodes) throws IOException {
        for (NodeId node : nodes) {
            String path = Znodes.of(Znodes.STANDBY, node);
            Code code = standby
                    ? halt(path)
                    : ensemble.ask(List.of(Op.delete(path, -1))).code();
            if (code != Code.OK && (standby || code != Code.NONODE)) {
                throw new IOException("cannot tell node " + node + ": " + code);
            }
        }
    }

    /** Writes what may be there already: the node counts each change of it. */
    private Code halt(String path) throws IOException {
        Code code = Code.NONODE;
        for (int i = 0; i < TRIES && code == Code.NONODE; i++) {
            code = ensemble.ask(List.of(ensemble.create(path, new byte[0]))).code();
            if (code == Code.NODEEXISTS) {
                code = ensemble.ask(List.of(Op.setData(path, new byte[0], -1))).code();
            }
        }
        return code;
    }
}
