package org.mosha.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.model.ClStat;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/**
 * What a node knows of its cluster at one moment. Immutable; made once a cycle, in time that grows with the number of
 * statuses, so that each question afterwards is about one group only.
 *
 * <p>Whose statuses count: those of all nodes that are up, also stale ones, since a stale node may still run what it
 * said last. Those of a node that provably runs nothing any more (by the takeover rule) do not.
 */
public final class ClusterView {
    private final NodeId self;
    private final SortedMap<NodeId, Member> members;
    private final Map<NodeId, Takeover.Verdict> verdicts;
    private final HaStat hastat;
    private final Map<GroupName, Claim> claims;
    private final Map<NodeId, Integer> groupCounts;
    private final List<NodeId> unreadable;

    private ClusterView(
            NodeId self,
            SortedMap<NodeId, Member> members,
            Map<NodeId, Takeover.Verdict> verdicts,
            Map<GroupName, Claim> claims) {
        this.self = self;
        this.members = Collections.unmodifiableSortedMap(members);
        this.verdicts = verdicts;
        this.claims = Collections.unmodifiableMap(claims);
        this.hastat = HaStat.of(countingStatuses());
        this.groupCounts = count(hastat);
        this.unreadable = members.values().stream()
                .filter(m -> m.isUnreadable() && counts(m))
                .map(Member::id)
                .toList();
    }

    /**
     * Makes a view.
     *
     * @param self this node; must be one of the members
     * @param members all nodes that are known, owners of claims included
     * @param claims all claims
     * @param policy what has to be proven before a claim may be taken
     * @param fences what shooting the present life of a node gave; a node that is not in it was not shot
     * @return the view
     */
    public static ClusterView of(
            NodeId self,
            Collection<Member> members,
            Collection<Claim> claims,
            FencingPolicy policy,
            Map<NodeId, FenceResult> fences) {
        SortedMap<NodeId, Member> byId = new TreeMap<>();
        members.forEach(m -> byId.put(m.id(), m));
        if (!byId.containsKey(self)) {
            throw new IllegalArgumentException("node " + self + " is not one of the members");
        }
        Map<NodeId, Takeover.Verdict> verdicts = new HashMap<>();
        for (Member member : byId.values()) {
            FenceResult fence = fences.getOrDefault(member.id(), FenceResult.NONE);
            verdicts.put(member.id(), Takeover.judge(policy, Takeover.Evidence.of(member, fence)));
        }
        Map<GroupName, Claim> byGroup = new HashMap<>();
        claims.forEach(c -> byGroup.put(c.group(), c));
        return new ClusterView(self, byId, verdicts, byGroup);
    }

    /**
     * This node's number.
     *
     * @return never null
     */
    public NodeId self() {
        return self;
    }

    /**
     * This node as a member.
     *
     * @return never null
     */
    public Member me() {
        return Objects.requireNonNull(members.get(self));
    }

    /**
     * All nodes that are known.
     *
     * @return by number
     */
    public SortedMap<NodeId, Member> members() {
        return members;
    }

    /**
     * The consolidated status.
     *
     * @return what counts of all statuses
     */
    public HaStat hastat() {
        return hastat;
    }

    /**
     * All claims.
     *
     * @return by group
     */
    public Map<GroupName, Claim> claims() {
        return claims;
    }

    /**
     * The nodes that are up, this one always among them.
     *
     * @return their numbers
     */
    public SortedSet<NodeId> upNodes() {
        SortedSet<NodeId> up = new TreeSet<>();
        members.values().stream().filter(m -> m.up() || m.id().equals(self)).forEach(m -> up.add(m.id()));
        return Collections.unmodifiableSortedSet(up);
    }

    /**
     * How many nodes count for the quorum, this one always among them.
     *
     * @return 1 or more
     */
    public int visible() {
        return (int) members.values().stream()
                .filter(m -> m.id().equals(self) || m.isVisible())
                .count();
    }

    /**
     * Who speaks of a group.
     *
     * @param group the group
     * @return the nodes and what they say; empty when it is not active anywhere
     */
    public SortedMap<NodeId, GroupStatus> instances(GroupName group) {
        return hastat.of(group);
    }

    /**
     * Who has a group: the owner of its claim when that one may still run it, else the first node that speaks of it.
     *
     * @param group the group
     * @return the node; empty when nobody has it
     */
    public Optional<NodeId> owner(GroupName group) {
        SortedMap<NodeId, GroupStatus> instances = instances(group);
        Claim claim = claims.get(group);
        if (claim != null && (instances.containsKey(claim.node()) || mayRun(claim))) {
            return Optional.of(claim.node());
        }
        return instances.isEmpty() ? Optional.empty() : Optional.of(instances.firstKey());
    }

    /**
     * The nodes whose status could never be read: they may run anything.
     *
     * @return their numbers; this node is never among them
     */
    public List<NodeId> unreadable() {
        return unreadable;
    }

    /**
     * How many groups a node has.
     *
     * @param node the node
     * @return how many of the groups that count are on it
     */
    public int groupCount(NodeId node) {
        return groupCounts.getOrDefault(node, 0);
    }

    /**
     * Judges whether a node's claims may be taken.
     *
     * @param node the node
     * @return the verdict of the takeover rule
     */
    public Takeover.Verdict verdict(NodeId node) {
        return verdicts.getOrDefault(node, Takeover.Verdict.OWNER_UNKNOWN);
    }

    /**
     * Tells whether a node provably runs nothing any more.
     *
     * @param node the node
     * @return false for this node, and for all of which it is not proven
     */
    public boolean isGone(NodeId node) {
        return !node.equals(self) && verdict(node).mayTake();
    }

    /**
     * Who has a group's claim.
     *
     * @param group the group
     * @return from this node's point of view
     */
    public Holding holding(GroupName group) {
        Claim claim = claims.get(group);
        if (claim == null) {
            return new Holding.Free();
        }
        if (claim.node().equals(self)) {
            return claim.incarnation().equals(me().incarnation())
                    ? new Holding.Ours()
                    : new Holding.Takeable(claim, "left by an earlier life of this node's daemon");
        }
        if (isOfEarlierLife(claim)) {
            return new Holding.Takeable(claim, "left by an earlier life of node " + claim.node() + "'s daemon");
        }
        Takeover.Verdict verdict = verdict(claim.node());
        return verdict.mayTake()
                ? new Holding.Takeable(claim, "left by node " + claim.node() + ", " + verdict.reason())
                : new Holding.Others(claim, verdict);
    }

    /**
     * The nodes that hold claims in their present lives.
     *
     * @return their numbers
     */
    public Set<NodeId> owners() {
        Set<NodeId> owners = new HashSet<>();
        for (Claim claim : claims.values()) {
            if (!isOfEarlierLife(claim)) {
                owners.add(claim.node());
            }
        }
        return owners;
    }

    private boolean mayRun(Claim claim) {
        return !isGone(claim.node()) && !isOfEarlierLife(claim);
    }

    /**
     * Whether a claim was made by a life of another node's daemon that has ended for certain: a later one has joined,
     * which it does only when it has stopped whatever was left. Who shows in another life than the one that has made a
     * claim shows in a later one, since the claims are never newer than the nodes.
     */
    private boolean isOfEarlierLife(Claim claim) {
        Member owner = members.get(claim.node());
        return owner != null
                && !claim.node().equals(self)
                && !owner.incarnation().isEmpty()
                && !claim.incarnation().isEmpty()
                && !owner.incarnation().equals(claim.incarnation());
    }

    private boolean counts(Member member) {
        return member.id().equals(self) || (member.up() && !isGone(member.id()));
    }

    private Map<NodeId, ClStat> countingStatuses() {
        Map<NodeId, ClStat> statuses = new HashMap<>();
        members.values().stream()
                .filter(this::counts)
                .forEach(m -> m.status().ifPresent(status -> statuses.put(m.id(), status)));
        return statuses;
    }

    private static Map<NodeId, Integer> count(HaStat hastat) {
        Map<NodeId, Integer> counts = new HashMap<>();
        hastat.groups().values().forEach(nodes -> nodes.keySet().forEach(n -> counts.merge(n, 1, Integer::sum)));
        return counts;
    }
}
