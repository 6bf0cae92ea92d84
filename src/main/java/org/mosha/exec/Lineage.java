package org.mosha.exec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.model.GroupName;
import org.mosha.model.RunId;
import org.mosha.model.Tag;
import org.mosha.node.ProcessSpec;

/**
 * Which runs an entry has had since nothing of it lived any more. What has left the process group of one that has died
 * lives on when the entry is started again, and belongs to the entry all the same: who stops that, stops them all. For
 * any thread.
 */
final class Lineage {
    /** Not for ever of an entry that dies again and again: a thousand such entries are to cost some megabytes at most. */
    private static final int MOST = 512;

    private final Map<Entry, Deque<RunId>> runs = new HashMap<>();
    private final Map<RunId, Entry> newest = new HashMap<>();

    private record Entry(GroupName group, Tag tag) {}

    /**
     * An entry is started.
     *
     * @param spec its command
     * @return the earlier runs of which something may live
     */
    synchronized List<RunId> started(ProcessSpec spec) {
        Entry entry = new Entry(spec.group(), spec.tag());
        Deque<RunId> all = runs.computeIfAbsent(entry, key -> new ArrayDeque<>());
        List<RunId> earlier = List.copyOf(all);
        if (!all.isEmpty()) {
            newest.remove(all.getLast());
        }
        all.add(spec.run());
        if (all.size() > MOST) {
            all.remove();
        }
        newest.put(spec.run(), entry);
        return earlier;
    }

    /**
     * The runs that an entry has had before its newest one.
     *
     * @param run the newest run of an entry
     * @return those of which something may live; none of any other run
     */
    synchronized List<RunId> before(RunId run) {
        Entry entry = newest.get(run);
        return entry == null
                ? List.of()
                : runs.get(entry).stream().filter(one -> !one.equals(run)).toList();
    }

    /**
     * Nothing of a run, nor of those before it, lives any more.
     *
     * @param run the run
     */
    synchronized void gone(RunId run) {
        Entry entry = newest.remove(run);
        if (entry != null) {
            runs.remove(entry);
        }
    }
}
