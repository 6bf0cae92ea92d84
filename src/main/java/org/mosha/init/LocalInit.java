package org.mosha.init;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.config.Cltab;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

/**
 * All groups of one node. Each call takes the present time in nanoseconds of the monotonic clock and returns
 * what is to be done, in order. Not safe for use by several threads: the node's own thread has it.
 */
public final class LocalInit {
    private final RespawnRule rule;
    private final SortedMap<GroupName, GroupMachine> groups = new TreeMap<>();
    private final Map<RunId, EntryKey> owners = new HashMap<>();
    private final Map<EntryKey, RunId> runs = new HashMap<>();
    private long lastRun;
    private long lastTimer;
    private ClStat status = new ClStat(new TreeMap<>());
    private boolean statusIsOld;

    /**
     * An init without groups.
     *
     * @param rule when a {@code respawn} entry dies too fast
     */
    public LocalInit(RespawnRule rule) {
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /**
     * Takes a newer cltab. What it changes or removes is stopped, what it adds to a group's level is started.
     *
     * @param cltab a cltab without errors
     * @param now nanoseconds
     * @return what is to be done
     */
    public List<Effect> configure(Cltab cltab, long now) {
        List<Effect> effects = new ArrayList<>();
        cltab.groups().forEach(this::group);
        groups.forEach((name, group) -> group.configure(cltab.entries(name), now, effects));
        groups.values().removeIf(GroupMachine::isForgotten);
        forgetRuns();
        return indexed(effects);
    }

    /**
     * Tells a group a level.
     *
     * @param name a group; one that the cltab does not have has no entries, and there is nothing to start
     * @param level the level
     * @param why one line
     * @param now nanoseconds
     * @return what is to be done
     */
    public List<Effect> tell(GroupName name, Runlevel level, String why, long now) {
        List<Effect> effects = new ArrayList<>();
        group(name).tell(level, why, now, effects);
        forget(name);
        return indexed(effects);
    }

    /**
     * Halts a group: all its processes are stopped, in reverse order.
     *
     * @param name the group
     * @param why one line
     * @param now nanoseconds
     * @return what is to be done
     */
    public List<Effect> halt(GroupName name, String why, long now) {
        List<Effect> effects = new ArrayList<>();
        Optional.ofNullable(groups.get(name)).ifPresent(group -> group.halt(why, now, effects));
        forget(name);
        return indexed(effects);
    }

    /**
     * Kills what runs of a group. What it was told stays: what is to be started again, is.
     *
     * @param name the group
     * @return what is to be done; nothing when nothing runs
     */
    public List<Effect> kill(GroupName name) {
        return processes(name).stream()
                .flatMap(process -> process.run().stream())
                .<Effect>map(run -> new Effect.Signal(run, ProcessSignal.KILL))
                .toList();
    }

    /**
     * Takes what happened.
     *
     * @param event what happened; one of a run or timer that is over means nothing
     * @param now nanoseconds
     * @return what is to be done
     */
    public List<Effect> on(InitEvent event, long now) {
        List<Effect> effects = new ArrayList<>();
        EntryKey key = keyOf(event);
        if (key == null) {
            return effects;
        }
        GroupMachine group = groups.get(key.group());
        if (group == null) {
            return effects;
        }
        group.process(key.tag()).ifPresent(machine -> {
            if (mayRestart(machine, event)) {
                group.retire(machine, now, effects);
            }
            dispatch(machine, event, now, effects);
            group.proceed(now, effects);
        });
        forget(key.group());
        return indexed(effects);
    }

    /**
     * The status of all groups, for the node's clstat.
     *
     * @return a status for each group that the cltab has or that is not gone yet
     */
    public ClStat status() {
        if (statusIsOld) {
            statusIsOld = false;
            SortedMap<GroupName, GroupStatus> statuses = new TreeMap<>();
            groups.forEach((name, group) -> statuses.put(name, group.status()));
            // the same object while nothing changes, so that others see at once that nothing has
            status = status.groups().equals(statuses) ? status : new ClStat(statuses);
        }
        return status;
    }

    /**
     * How a group's entries stand.
     *
     * @param name the group
     * @return a report for each entry, in file order; empty when the group is not known
     */
    public List<ProcessReport> processes(GroupName name) {
        GroupMachine group = groups.get(name);
        if (group == null) {
            return List.of();
        }
        return group.processes().stream().map(LocalInit::report).toList();
    }

    /**
     * How long halting everything may take until what resists counts as blocked.
     *
     * @return the longest sum of the stop ladders of one group's entries, which are stopped one after the other
     */
    public Duration stopBound() {
        return groups.values().stream()
                .map(group -> group.processes().stream()
                        .map(ProcessMachine::stopBound)
                        .reduce(Duration.ZERO, Duration::plus))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static boolean mayRestart(ProcessMachine machine, InitEvent event) {
        if (event instanceof InitEvent.Timer timer) {
            return machine.awaits(timer.token());
        }
        return !(event instanceof InitEvent.Spawned);
    }

    private GroupMachine group(GroupName name) {
        return groups.computeIfAbsent(name, n -> new GroupMachine(n, rule, () -> ++lastRun, () -> ++lastTimer));
    }

    private void forget(GroupName name) {
        groups.computeIfPresent(name, (n, group) -> group.isForgotten() ? null : group);
    }

    /** What happens to runs of entries that are gone means nothing any more. */
    private void forgetRuns() {
        runs.entrySet().removeIf(run -> {
            EntryKey key = run.getKey();
            GroupMachine group = groups.get(key.group());
            boolean known = group != null && group.process(key.tag()).isPresent();
            if (!known) {
                owners.remove(run.getValue());
            }
            return !known;
        });
    }

    private EntryKey keyOf(InitEvent event) {
        if (event instanceof InitEvent.Timer timer) {
            return timer.entry();
        }
        return owners.get(runOf(event));
    }

    private static RunId runOf(InitEvent event) {
        if (event instanceof InitEvent.Spawned spawned) {
            return spawned.run();
        } else if (event instanceof InitEvent.SpawnFailed failed) {
            return failed.run();
        } else if (event instanceof InitEvent.Exited exited) {
            return exited.run();
        } else if (event instanceof InitEvent.Gone gone) {
            return gone.run();
        }
        throw new IllegalArgumentException("no run in " + event);
    }

    private static void dispatch(ProcessMachine machine, InitEvent event, long now, List<Effect> effects) {
        if (event instanceof InitEvent.Timer timer) {
            machine.timer(timer.token(), now, effects);
        } else if (!machine.run().equals(Optional.of(runOf(event)))) {
            return;
        } else if (event instanceof InitEvent.Spawned spawned) {
            machine.spawned(spawned.pid(), now, effects);
        } else if (event instanceof InitEvent.SpawnFailed failed) {
            machine.spawnFailed(failed.reason(), now, effects);
        } else if (event instanceof InitEvent.Exited exited) {
            machine.exited(exited.exitCode(), exited.othersLive(), now, effects);
        } else {
            machine.gone(now, effects);
        }
    }

    private List<Effect> indexed(List<Effect> effects) {
        statusIsOld = true;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Spawn spawn) {
                EntryKey key = EntryKey.of(spawn.entry());
                RunId before = runs.put(key, spawn.run());
                if (before != null) {
                    owners.remove(before);
                }
                owners.put(spawn.run(), key);
            }
        }
        return effects;
    }

    private static ProcessReport report(ProcessMachine machine) {
        return new ProcessReport(
                machine.entry(),
                machine.state(),
                machine.run(),
                machine.pid(),
                machine.exitCode(),
                machine.respawns(),
                machine.startFailed(),
                machine.note());
    }
}
