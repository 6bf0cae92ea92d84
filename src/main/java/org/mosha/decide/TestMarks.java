package org.mosha.decide;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * On which nodes which groups' tests have failed. Immutable.
 *
 * @param marks by group and node
 */
public record TestMarks(Map<GroupName, Map<NodeId, TestMark>> marks) {
    private static final int DOUBLINGS = 3;

    /** Copies the maps. */
    public TestMarks {
        Map<GroupName, Map<NodeId, TestMark>> copy = new HashMap<>();
        marks.forEach((group, nodes) -> copy.put(group, Map.copyOf(nodes)));
        marks = Collections.unmodifiableMap(copy);
    }

    /**
     * No marks.
     *
     * @return nothing has failed
     */
    public static TestMarks none() {
        return new TestMarks(Map.of());
    }

    /**
     * Notes failures. A mark holds for {@code base}, and twice as long with each further failure in a row, up to
     * eight times.
     *
     * @param failures for each group the nodes where its test failed, with what it gave (or an empty text)
     * @param base how long the first mark holds
     * @param now the time
     * @return the marks with them
     */
    public TestMarks failed(Map<GroupName, Map<NodeId, String>> failures, Duration base, Duration now) {
        if (failures.isEmpty()) {
            return this;
        }
        Map<GroupName, Map<NodeId, TestMark>> copy = new HashMap<>(marks);
        failures.forEach((group, nodes) -> {
            Map<NodeId, TestMark> changed = new HashMap<>(copy.getOrDefault(group, Map.of()));
            nodes.forEach((node, note) -> changed.put(node, next(changed.get(node), note, base, now)));
            copy.put(group, changed);
        });
        return new TestMarks(copy);
    }

    /**
     * Forgets groups' failures: they run, or their entries were changed.
     *
     * @param groups the groups
     * @return the marks without them
     */
    public TestMarks without(Collection<GroupName> groups) {
        if (Collections.disjoint(marks.keySet(), groups)) {
            return this;
        }
        Map<GroupName, Map<NodeId, TestMark>> copy = new HashMap<>(marks);
        groups.forEach(copy::remove);
        return new TestMarks(copy);
    }

    private static TestMark next(TestMark last, String note, Duration base, Duration now) {
        int failures = last == null ? 1 : last.failures() + 1;
        Duration length = base.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return new TestMark(now, now.plus(length), failures, note);
    }

    /**
     * The mark of a group on a node, whether it holds or not.
     *
     * @param group the group
     * @param node the node
     * @return the last failure; empty when there was none
     */
    public Optional<TestMark> mark(GroupName group, NodeId node) {
        return Optional.ofNullable(marks.getOrDefault(group, Map.of()).get(node));
    }

    /**
     * The nodes that rank last for a group.
     *
     * @param group the group
     * @param now the time
     * @return those whose mark holds
     */
    public Set<NodeId> holding(GroupName group, Duration now) {
        Map<NodeId, TestMark> nodes = marks.getOrDefault(group, Map.of());
        if (nodes.isEmpty()) {
            return Set.of();
        }
        Set<NodeId> holding = new HashSet<>();
        nodes.forEach((node, mark) -> {
            if (mark.holds(now)) {
                holding.add(node);
            }
        });
        return holding;
    }
}
