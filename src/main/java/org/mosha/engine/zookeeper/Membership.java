package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's registration: an ephemeral znode, which lives as long as the session, and no longer than others hear of it
 * (see {@link Expulsion}). It is made only when no earlier life
 * of this node can run anything any more:
 * <ul>
 *   <li>one of the same {@code var.dir} in the same boot is dead, and what it left was stopped before this life began;
 *   <li>one elsewhere must have left in order, or its session must have expired or its registration have been ended by
 *       another node, and then nothing new of it must have been seen for as long as anybody waits who takes its groups.
 * </ul>
 * With it, and as long as it is there, what was said of this life being off is void: somebody has erred.
 *
 * <p>Everything that this life changes in the ensemble is changed only if its registration is still there and no other one
 * was made since. Used by the engine's thread; what others may ask is volatile.
 */
final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** Where what a registration looks at stands in the answer. */
    private static final int NODE = 0;

    private static final int LIFE = 1;
    private static final int BEAT = 2;
    private static final int STATUS = 3;
    private static final int WORD = 4;

    /** The registration that counts now. */
    private record Current(long session, int life) {}

    private final NodeId self;
    private final Registration own;
    private final Ensemble ensemble;
    private final Beats beats;
    private final Clocks clocks;
    private volatile Optional<Current> current = Optional.empty();

    Membership(NodeId self, Registration own, Ensemble ensemble, Beats beats, Clocks clocks) {
        this.self = self;
        this.own = own;
        this.ensemble = ensemble;
        this.beats = beats;
        this.clocks = clocks;
    }

    /** Whether this life is registered, as far as is known here. */
    boolean isRegistered() {
        return current.filter(c -> c.session() == ensemble.session()).isPresent();
    }

    /** The registration is not there any more, or another one was made: it has to be made anew. */
    void lost() {
        current = Optional.empty();
    }

    /** What every change begins with: the proof that this life is registered; empty when it is not. */
    Optional<List<Op>> proof() {
        return current.map(c -> List.of(Op.check(mine(Znodes.NODES), -1), Op.check(mine(Znodes.LIVES), c.life())));
    }

    /**
     * Registers this life.
     *
     * @return why that has to wait; empty when it is done
     * @throws IOException when the ensemble does not answer
     */
    Optional<Obstacle> register() throws IOException {
        long session = ensemble.session();
        Optional<Obstacle> refused = Directories.make(ensemble);
        if (refused.isPresent()) {
            return refused;
        }
        ensemble.sync();
        Reply there = ensemble.ask(List.of(
                Op.getData(mine(Znodes.NODES)),
                Op.getData(mine(Znodes.LIVES)),
                Op.getData(mine(Znodes.BEATS)),
                Op.getData(mine(Znodes.STATUS)),
                Op.getData(mine(Znodes.FENCES))));
        Optional<Obstacle> obstacle = obstacle(there);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        List<Op> ops = new ArrayList<>();
        there.found(NODE)
                .ifPresent(found ->
                        ops.add(Op.delete(mine(Znodes.NODES), found.stat().getVersion())));
        int life = ops.size();
        ops.add(afterLast(there.found(LIFE)));
        ops.add(ensemble.createEphemeral(mine(Znodes.NODES), own.format()));
        ops.add(emptied(mine(Znodes.BEATS), there.found(BEAT)));
        ops.add(emptied(mine(Znodes.STATUS), there.found(STATUS)));
        there.found(WORD)
                .filter(found -> saysThisIsOff(found.data()))
                .ifPresent(found -> ops.add(makeVoid(found.stat().getVersion())));
        Reply reply = ensemble.ask(ops);
        if (!reply.isDone()) {
            return Optional.of(refusal(reply.code()));
        }
        current = Optional.of(new Current(session, reply.version(life)));
        return Optional.empty();
    }

    private Obstacle refusal(Code code) {
        return switch (code) {
            case NOAUTH -> Obstacle.noRight(Znodes.ROOT);
            case INVALIDACL -> Obstacle.strange();
            default -> Obstacle.passing("node " + self + " cannot be registered at once: " + code);
        };
    }

    /** Why it has to wait for another life of this node, by what is there; empty when it has not. */
    private Optional<Obstacle> obstacle(Reply there) throws IOException {
        Optional<Registration> other = registration(there.found(NODE));
        Optional<Registration> last = registration(there.found(LIFE));
        long now = clocks.nanos();
        Optional<Stat> said = there.found(BEAT).map(Reply.Found::stat);
        beats.saw(
                self,
                said.map(Stat::getVersion).orElse(0),
                said.map(Stat::getMzxid).orElse(0L),
                now);
        if (other.isPresent() && !isOurs(other.get())) {
            String sentence = "node " + self + " is already run by host "
                    + other.get().host() + " (pid " + other.get().pid() + ")";
            // one that is dead says nothing any more, and its session will expire
            return Optional.of(new Obstacle(sentence, beats.changes(self) > 0));
        }
        boolean elsewhere = last.isPresent() && last.get().isLife() && !isOurs(last.get());
        if (elsewhere && now - beats.seenNanos(self, now) < silence(last.get()).toNanos()) {
            return Optional.of(Obstacle.passing(
                    "an earlier life of node " + self + " on host " + last.get().host() + " may not be over yet"));
        }
        return Optional.empty();
    }

    private static Optional<Registration> registration(Optional<Reply.Found> found) {
        return found.map(znode -> Registration.parse(znode.data()));
    }

    /** Puts this life in the place of the last one that was seen, and of no later one. */
    private Op afterLast(Optional<Reply.Found> last) {
        String path = mine(Znodes.LIVES);
        return last.map(found -> Op.setData(path, own.format(), found.stat().getVersion()))
                .orElseGet(() -> ensemble.create(path, own.format()));
    }

    private Op emptied(String path, Optional<Reply.Found> there) {
        return there.map(found -> Op.setData(path, new byte[0], -1))
                .orElseGet(() -> ensemble.create(path, new byte[0]));
    }

    /** This node's znode among those of a kind. */
    private String mine(String kind) {
        return Znodes.of(kind, self);
    }

    private boolean saysThisIsOff(byte[] word) {
        return FenceText.parse(word)
                .filter(said -> said.isConfirmed() && said.incarnation().equals(own.incarnation()))
                .isPresent();
    }

    /** It stays there without a word: its version goes on, so that no word takes another one's place unseen. */
    private Op makeVoid(int version) {
        return Op.setData(mine(Znodes.FENCES), new byte[0], version);
    }

    /**
     * Makes void the word that this life is off: it is registered, and so it is not.
     *
     * @param version the version of the word
     * @throws IOException when the ensemble does not answer
     */
    void refute(int version) throws IOException {
        Optional<List<Op>> proof = proof();
        if (proof.isPresent()) {
            List<Op> ops = new ArrayList<>(proof.get());
            ops.add(makeVoid(version));
            if (ensemble.ask(ops).isDone()) {
                LOG.warn("node {} was confirmed off, by a fence agent or an operator, but it lives", self);
            }
        }
    }

    /** What others wait for who take the groups of that life: its lease may be longer than this one's. */
    private Duration silence(Registration last) {
        return new EngineTimes(own.session()).orLonger(last.session()).silence();
    }

    private boolean isOurs(Registration other) {
        return other.incarnation().equals(own.incarnation()) || other.isOfMachine(own);
    }

    /** Takes the registration back; everything of this life must be over, or be seen as lost by the others. */
    void leave(boolean inOrder) throws IOException {
        Optional<List<Op>> proof = proof();
        if (proof.isEmpty()) {
            return;
        }
        List<Op> ops = new ArrayList<>(proof.get());
        if (inOrder) {
            ops.add(Op.setData(mine(Znodes.LIVES), Registration.left(), -1));
        }
        ops.add(Op.delete(mine(Znodes.NODES), -1));
        lost();
        ensemble.ask(ops);
    }
}
