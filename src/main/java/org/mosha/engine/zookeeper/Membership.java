package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    Registration own() {
        return own;
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
        return current.map(c -> List.of(
                Op.check(Znodes.of(Znodes.NODES, self), -1), Op.check(Znodes.of(Znodes.LIVES, self), c.life())));
    }

    /**
     * Registers this life.
     *
     * @return why that has to wait; empty when it is done
     * @throws IOException when the ensemble does not answer
     */
    Optional<Obstacle> register() throws IOException {
        long session = ensemble.session();
        Directories.make(ensemble);
        ensemble.sync();
        String node = Znodes.of(Znodes.NODES, self);
        String life = Znodes.of(Znodes.LIVES, self);
        String beat = Znodes.of(Znodes.BEATS, self);
        String status = Znodes.of(Znodes.STATUS, self);
        String word = Znodes.of(Znodes.FENCES, self);
        Reply there = ensemble.ask(
                List.of(Op.getData(node), Op.getData(life), Op.getData(beat), Op.getData(status), Op.getData(word)));
        Optional<Reply.Found> rival = there.found(0);
        Optional<Registration> other = rival.map(found -> Registration.parse(found.data()));
        Optional<Registration> last = there.found(1).map(found -> Registration.parse(found.data()));
        long now = clocks.nanos();
        Optional<Stat> said = there.found(2).map(Reply.Found::stat);
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
        List<Op> ops = new ArrayList<>();
        rival.ifPresent(found -> ops.add(Op.delete(node, found.stat().getVersion())));
        int lives = ops.size();
        ops.add(there.found(1)
                .map(found -> Op.setData(life, own.format(), found.stat().getVersion()))
                .orElseGet(() -> ensemble.create(life, own.format())));
        ops.add(ensemble.createEphemeral(node, own.format()));
        ops.add(there.found(2)
                .map(found -> Op.setData(beat, new byte[0], -1))
                .orElseGet(() -> ensemble.create(beat, new byte[0])));
        ops.add(there.found(3)
                .map(found -> Op.setData(status, new byte[0], -1))
                .orElseGet(() -> ensemble.create(status, new byte[0])));
        there.found(4)
                .filter(found -> saysThisIsOff(found.data()))
                .ifPresent(found -> ops.add(makeVoid(found.stat().getVersion())));
        Reply reply = ensemble.ask(ops);
        if (!reply.isDone()) {
            return Optional.of(Obstacle.passing("node " + self + " cannot be registered at once: " + reply.code()));
        }
        current = Optional.of(new Current(session, reply.version(lives)));
        return Optional.empty();
    }

    private boolean saysThisIsOff(byte[] word) {
        return FenceText.parse(word)
                .filter(said -> said.isConfirmed() && said.incarnation().equals(own.incarnation()))
                .isPresent();
    }

    /** It stays there without a word: its version goes on, so that no word takes another one's place unseen. */
    private Op makeVoid(int version) {
        return Op.setData(Znodes.of(Znodes.FENCES, self), new byte[0], version);
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
            ops.add(Op.setData(Znodes.of(Znodes.LIVES, self), Registration.left(), -1));
        }
        ops.add(Op.delete(Znodes.of(Znodes.NODES, self), -1));
        lost();
        ensemble.ask(ops);
    }
}
