package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView.ClaimSeen;

/**
 * What a node sees of the claims. Looks at the directory's time first: where nothing happens, many claims cost no more
 * than one.
 */
final class ClaimWatch {
    /** The owner of a claim that nobody can read. */
    static final NodeId UNKNOWN = new NodeId(Integer.MAX_VALUE);

    /** A directory's time has a grain, and a network filesystem may show it late. */
    private static final long SURE_NANOS = 2_000_000_000L;

    private static final long AT_LEAST_NANOS = 60_000_000_000L;
    private static final int MISSES = 5;

    private final ClaimStore store;
    private final Map<GroupName, Integer> misses = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private SortedMap<GroupName, ClaimSeen> seen = new TreeMap<>();
    private Optional<FileTime> time = Optional.empty();
    private long changedNanos;
    private long listedNanos;
    private boolean listed;
    private Map<NodeId, Set<String>> owners = Map.of();

    ClaimWatch(ClaimStore store) {
        this.store = store;
    }

    /** Looks, if anything can have changed. */
    void look() throws IOException {
        Optional<FileTime> now = time();
        long nanos = System.nanoTime();
        if (!now.equals(time)) {
            time = now;
            changedNanos = nanos;
        }
        boolean quiet =
                listed && nanos - changedNanos > SURE_NANOS && nanos - listedNanos < AT_LEAST_NANOS && misses.isEmpty();
        if (!quiet) {
            take(store.list());
            listed = true;
            listedNanos = nanos;
        }
    }

    /** All claims; the same immutable object while nothing changes, as thousands of them take long to compare. */
    SortedMap<GroupName, ClaimSeen> seen() {
        return seen;
    }

    /** Who has a claim, and in which lives they were made. */
    Map<NodeId, Set<String>> owners() {
        return owners;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Whether a token is missing that a later look may yet find. */
    boolean isMissing() {
        return misses.values().stream().anyMatch(count -> count <= MISSES);
    }

    private void take(ClaimListing listing) throws IOException {
        warnings.clear();
        SortedMap<GroupName, ClaimSeen> next = new TreeMap<>();
        listing.tokens()
                .forEach((group, token) -> token.owner()
                        .ifPresent(owner -> next.put(
                                group,
                                new ClaimSeen(
                                        owner.node(),
                                        owner.incarnation(),
                                        token.epoch(),
                                        owner.equals(store.self())))));
        for (GroupName group : listing.begun()) {
            if (listing.tokens().containsKey(group) || store.unused(group).isPresent()) {
                misses.remove(group);
            } else {
                missed(group, next);
            }
        }
        listing.damaged().forEach((group, name) -> {
            next.put(group, unknown(group));
            warnings.add("the claim " + store.directory().resolve(name) + " cannot be read: group " + group
                    + " is not started anywhere; remove that file when the group runs nowhere");
        });
        misses.keySet().retainAll(listing.begun());
        if (!next.equals(seen)) {
            seen = Collections.unmodifiableSortedMap(next);
            owners = next.values().stream()
                    .collect(Collectors.groupingBy(
                            ClaimSeen::node,
                            Collectors.mapping(ClaimSeen::incarnation, Collectors.toUnmodifiableSet())));
        }
    }

    /** Most often the token was just being renamed, so for a while the last word counts. */
    private void missed(GroupName group, Map<GroupName, ClaimSeen> next) {
        int count = misses.merge(group, 1, Integer::sum);
        if (count <= MISSES) {
            Optional.ofNullable(seen.get(group)).ifPresent(last -> next.put(group, last));
            return;
        }
        next.put(group, unknown(group));
        warnings.add("the claim of group " + group + " is missing in " + store.directory()
                + ": the group is not started anywhere; remove "
                + store.directory().resolve(ClaimListing.begunName(group)) + " when the group runs nowhere");
    }

    private ClaimSeen unknown(GroupName group) {
        ClaimSeen last = seen.get(group);
        return new ClaimSeen(UNKNOWN, "", last == null ? 1 : last.epoch(), false);
    }

    private Optional<FileTime> time() throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(store.directory()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
