package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView.ClaimSeen;

/**
 * The claims. Each group's is one znode that stays once it was made, and holds who has it and its epoch, which grows with
 * each owner. Why a claim has one owner at most:
 * <ol>
 *   <li>Every change names the version that it was decided on, so of several that were decided on one version, one is
 *       carried out; the others have changed nothing. One that comes late finds another version.
 *   <li>Every change is carried out only together with the proof that who makes it is registered at this moment, and
 *       that no later life of it is.
 *   <li>A claim is taken from its owner only under the epoch for which the takeover rule was judged, and only if no
 *       life of the owner has been registered since its end was seen. The claims are read before the registrations, so
 *       that an owner that is seen to be gone is no earlier life of the one that made the claim.
 * </ol>
 * Used by the engine's thread.
 */
final class Claims {
    /** The owner of a claim that nobody can read. */
    static final NodeId UNKNOWN = new NodeId(Integer.MAX_VALUE);

    private static final int AT_ONCE = 300;

    private record Held(Optional<ClaimToken> token, int version) {}

    private final Ensemble ensemble;
    private final Membership membership;
    private final ClaimToken.Owner self;
    private final Map<GroupName, Long> highest = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Map<GroupName, Held> all = new HashMap<>();
    private SortedMap<GroupName, ClaimSeen> seen = new TreeMap<>();
    private Optional<Stat> stat = Optional.empty();

    Claims(Ensemble ensemble, Membership membership, ClaimToken.Owner self) {
        this.ensemble = ensemble;
        this.membership = membership;
        this.self = self;
    }

    /** All claims; the same immutable object while nothing changes, as thousands of them take long to compare. */
    SortedMap<GroupName, ClaimSeen> seen() {
        return seen;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The groups of which a node has the claim, as of the last look. */
    List<GroupName> groupsOf(NodeId node) {
        return seen.entrySet().stream()
                .filter(claim -> claim.getValue().node().equals(node))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Has the next look read all of them, whether or not anything seems to have changed. */
    void forget() {
        stat = Optional.empty();
    }

    /** Looks; reads them only when one has changed. */
    void look() throws IOException {
        Reply directory = ensemble.ask(List.of(Op.getData(Znodes.CLAIMS), Op.getChildren(Znodes.CLAIMS)));
        Stat now = directory
                .found(0)
                .orElseThrow(() -> new IOException("the ensemble has lost " + Znodes.CLAIMS))
                .stat();
        boolean same = stat.filter(s -> s.getVersion() == now.getVersion() && s.getCversion() == now.getCversion())
                .isPresent();
        if (!same) {
            read(directory.children(1).orElse(List.of()));
            stat = Optional.of(now);
        }
    }

    private void read(List<String> names) throws IOException {
        Map<GroupName, Held> next = new HashMap<>();
        List<GroupName> groups =
                names.stream().flatMap(name -> Znodes.group(name).stream()).toList();
        for (int from = 0; from < groups.size(); from += AT_ONCE) {
            List<GroupName> some = groups.subList(from, Math.min(groups.size(), from + AT_ONCE));
            Reply reply = ensemble.ask(
                    some.stream().map(group -> Op.getData(Znodes.claim(group))).toList());
            for (int i = 0; i < some.size(); i++) {
                Optional<Reply.Found> found = reply.found(i);
                if (found.isPresent()) {
                    next.put(
                            some.get(i),
                            new Held(
                                    ClaimToken.parse(found.get().data()),
                                    found.get().stat().getVersion()));
                }
            }
        }
        all = next;
        show();
    }

    private void show() {
        warnings.clear();
        SortedMap<GroupName, ClaimSeen> next = new TreeMap<>();
        all.forEach((group, held) -> {
            if (held.token().isEmpty()) {
                next.put(group, new ClaimSeen(UNKNOWN, "", highest.getOrDefault(group, 1L), false));
                warnings.add("the claim " + Znodes.claim(group) + " in the ensemble cannot be read: group " + group
                        + " is not started anywhere; delete that znode when the group runs nowhere");
                return;
            }
            ClaimToken token = held.token().get();
            highest.merge(group, token.epoch(), Math::max);
            token.owner()
                    .ifPresent(owner -> next.put(
                            group, new ClaimSeen(owner.node(), owner.incarnation(), token.epoch(), token.isOf(self))));
        });
        if (!next.equals(seen)) {
            seen = Collections.unmodifiableSortedMap(next);
        }
    }

    /**
     * Tries to take a claim; does not wait.
     *
     * @param overEpoch the epoch of a claim that may be taken from its owner; 0 for none
     * @param lives the version of the last registration of each node of which nothing can run any more
     * @return done when it is decided
     */
    CompletableFuture<Reply> take(GroupName group, long overEpoch, Map<NodeId, Integer> lives) {
        Held held = all.get(group);
        if (held == null) {
            long epoch = highest.getOrDefault(group, 0L) + 1;
            return change(List.of(ensemble.create(Znodes.claim(group), owned(epoch))));
        }
        Optional<ClaimToken> token = held.token()
                .filter(t -> t.owner().isEmpty() || t.epoch() == overEpoch)
                .filter(t -> t.epoch() >= highest.getOrDefault(group, 0L));
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Op> ops = new ArrayList<>();
        Optional<NodeId> owner = token.get().owner().map(ClaimToken.Owner::node);
        if (owner.isPresent() && !owner.get().equals(self.node())) {
            if (!lives.containsKey(owner.get())) {
                return CompletableFuture.completedFuture(null);
            }
            ops.add(Op.check(Znodes.of(Znodes.LIVES, owner.get()), lives.get(owner.get())));
        }
        ops.add(Op.setData(Znodes.claim(group), owned(token.get().epoch() + 1), held.version()));
        return change(ops);
    }

    /** Tries to give a claim of this life back; does not wait. */
    CompletableFuture<Reply> release(GroupName group, long epoch) {
        Held held = all.get(group);
        Optional<ClaimToken> token =
                held == null ? Optional.empty() : held.token().filter(t -> t.isOf(self) && t.epoch() == epoch);
        return token.isEmpty() ? CompletableFuture.completedFuture(null) : free(group, held);
    }

    /** Gives back what earlier lives of this node have left, of which nothing can run any more; does not wait. */
    void releaseEarlier() {
        all.forEach((group, held) -> {
            boolean earlier = held.token()
                    .flatMap(ClaimToken::owner)
                    .filter(o -> o.node().equals(self.node()) && !o.equals(self))
                    .isPresent();
            if (earlier) {
                free(group, held);
            }
        });
    }

    /** Gives back all that this life has. */
    CompletableFuture<Void> releaseAll() {
        List<CompletableFuture<Reply>> changes = new ArrayList<>();
        all.forEach((group, held) -> {
            if (held.token().filter(t -> t.isOf(self)).isPresent()) {
                changes.add(free(group, held));
            }
        });
        return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Reply> free(GroupName group, Held held) {
        byte[] data = held.token().orElseThrow().released().format();
        return change(List.of(Op.setData(Znodes.claim(group), data, held.version())));
    }

    private CompletableFuture<Reply> change(List<Op> ops) {
        Optional<List<Op>> proof = membership.proof();
        if (proof.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Op> all = new ArrayList<>(proof.get());
        all.addAll(ops);
        // whoever looks sees by the version of the directory that one of the claims has changed
        all.add(Op.setData(Znodes.CLAIMS, new byte[0], -1));
        return ensemble.send(all);
    }

    private byte[] owned(long epoch) {
        return new ClaimToken(epoch, Optional.of(self)).format();
    }
}
