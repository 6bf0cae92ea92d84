package org.mosha.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.decide.Observation;
import org.mosha.init.LocalInit;
import org.mosha.init.ProcessReport;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;

/** Makes what is shown of the groups. */
final class GroupViews {
    /** Of a group that only cltab has there is nothing to decide. */
    private static final String NOT_WANTED = "hactl does not have it";
    /** An entry in one of these does not do what it is for, whatever the state of its group says. */
    private static final List<ProcessState> DOWN = List.of(ProcessState.BLOCKED, ProcessState.PAUSING);

    private final LocalInit init;
    private final SinceBook since = new SinceBook();
    private final Awaited awaited = new Awaited();

    GroupViews(LocalInit init) {
        this.init = init;
    }

    /** All groups that a file or a node speaks of, with the reasons of the last decisions. */
    SortedMap<GroupName, GroupView> make(
            ClusterView cluster, Cltab cltab, Hactl hactl, Map<GroupName, String> reasons, long nowMillis) {
        SortedSet<GroupName> names = new TreeSet<>(cltab.groups());
        names.addAll(hactl.wishes().keySet());
        names.addAll(cluster.hastat().groups().keySet());
        SortedMap<GroupName, GroupView> views = new TreeMap<>();
        awaited.begin();
        for (GroupName name : names) {
            Runlevel wanted = hactl.level(name).orElse(Runlevel.STOP);
            boolean has = cltab.groups().contains(name);
            views.put(name, make(name, wanted, has, cluster, reasons.getOrDefault(name, NOT_WANTED), nowMillis));
        }
        since.keepOnly(names);
        return views;
    }

    /** A group whose entries were all taken out of cltab keeps its level and its node, and nothing of it runs. */
    private GroupView make(
            GroupName name, Runlevel wanted, boolean inCltab, ClusterView cluster, String reason, long nowMillis) {
        Optional<NodeId> node = cluster.owner(name).filter(cluster.instances(name)::containsKey);
        Optional<GroupStatus> status = node.map(cluster.instances(name)::get);
        Optional<GroupStatus> own = Optional.ofNullable(cluster.instances(name).get(cluster.self()));
        List<ProcessReport> processes = init.processes(name);
        Optional<ProcessReport> waits = awaited.find(own, processes, nowMillis);
        return new GroupView(
                name,
                wanted,
                node,
                status,
                node.equals(Optional.of(cluster.self())),
                inCltab
                        && status.isPresent()
                        && isRunning(status.get(), wanted)
                        && processes.stream().noneMatch(GroupViews::isDown),
                since.note(name, node, status, nowMillis),
                processes.stream().mapToLong(ProcessReport::respawns).sum(),
                Optional.ofNullable(cluster.claims().get(name))
                        .map(Claim::epoch)
                        .orElse(0L),
                why(inCltab || status.isEmpty() ? reason : emptied(reason), processes)
                        + waits.map(it -> waitsFor(it, own, wanted)).orElse(""),
                processes.stream()
                        .map(process -> waits.filter(it -> it.run().equals(process.run()))
                                .orElse(process))
                        .map(GroupViews::view)
                        .toList());
    }

    private static boolean isRunning(GroupStatus status, Runlevel wanted) {
        return !wanted.equals(Runlevel.STOP)
                && status.level().equals(wanted)
                && status.isSettled()
                && !status.is(GroupState.FAILED);
    }

    /** Of another node's entries nothing is known here: its status says the group's state only. */
    private static boolean isDown(ProcessReport process) {
        return DOWN.contains(process.state()) || isNotThere(process);
    }

    /** An entry that is passed over, but has not even begun. */
    private static boolean isNotThere(ProcessReport process) {
        return process.state() == ProcessState.DONE && process.startFailed();
    }

    private static String emptied(String reason) {
        return reason.contains(Observation.NOT_IN_CLTAB) ? reason : reason + "; " + Observation.NOT_IN_CLTAB;
    }

    /** The decision's reason, and what is the matter with its entries, which is what one looks for first. */
    private static String why(String reason, List<ProcessReport> processes) {
        return DOWN.stream()
                .flatMap(grave -> processes.stream().filter(process -> process.state() == grave))
                .findFirst()
                .or(() -> processes.stream().filter(GroupViews::isNotThere).findFirst())
                .map(process -> reason + "; " + process.entry().tag() + " " + process.note())
                .orElse(reason);
    }

    /** What the group's start waits for, and what comes of the wish for another level until then. */
    private static String waitsFor(ProcessReport process, Optional<GroupStatus> own, Runlevel wanted) {
        boolean other = own.filter(status -> !status.level().equals(wanted)).isPresent();
        return "; " + process.entry().tag() + " " + process.note() + (other ? "; then it goes to " + wanted : "");
    }

    private static ProcessView view(ProcessReport report) {
        return new ProcessView(
                report.entry().tag(),
                report.entry().levels(),
                report.entry().mode(),
                report.state(),
                report.pid(),
                report.exitCode(),
                report.respawns(),
                report.note());
    }
}
