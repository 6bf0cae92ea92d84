package org.mosha.init;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mosha.config.Entry;
import org.mosha.config.Mode;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;

/**
 * The life of one group. {@link GroupTable} says where it goes; this class does what a state is there for:
 * STARTING starts entries in file order, STOPPING and HALTING stop them in reverse order, each when the one
 * before it is gone.
 */
final class GroupMachine {
    private final GroupName name;
    private final RespawnRule rule;
    private final LongSupplier runNumbers;
    private final LongSupplier timerTokens;
    /** In file order; removed entries stay, at their place, until they are gone. */
    private final Map<Tag, ProcessMachine> processes = new LinkedHashMap<>();

    private List<Entry> newest = List.of();
    private GroupState state = GroupState.CONFIGURED;
    private Runlevel level = Runlevel.STOP;
    private String why = "";
    private GroupStatus status = GroupStatus.of(level, state);

    GroupMachine(GroupName name, RespawnRule rule, LongSupplier runNumbers, LongSupplier timerTokens) {
        this.name = name;
        this.rule = rule;
        this.runNumbers = runNumbers;
        this.timerTokens = timerTokens;
    }

    GroupStatus status() {
        if (!status.is(state) || !status.level().equals(level)) {
            status = GroupStatus.of(level, state);
        }
        return status;
    }

    List<ProcessMachine> processes() {
        return List.copyOf(processes.values());
    }

    Optional<ProcessMachine> process(Tag tag) {
        return Optional.ofNullable(processes.get(tag));
    }

    /** Whether nothing of it is left: no entry in the cltab and nothing that runs or is told. */
    boolean isForgotten() {
        return newest.isEmpty() && processes.isEmpty() && isIdle();
    }

    private boolean isIdle() {
        return state == GroupState.CONFIGURED || (level.equals(Runlevel.STOP) && state.isSettled());
    }

    /** Takes the entries of a newer cltab; what they change is stopped and started by the same steps as a level. */
    void configure(List<Entry> entries, long now, List<Effect> effects) {
        newest = List.copyOf(entries);
        for (Entry entry : newest) {
            ProcessMachine machine = processes.get(entry.tag());
            if (machine != null && machine.entry().runsLike(entry)) {
                machine.renew(entry);
            }
        }
        if (isQuiet()) {
            install();
        } else if (needsWork()) {
            step(GroupStimulus.CHANGED, "the cltab changed", now, effects);
        } else {
            install();
        }
    }

    void tell(Runlevel wanted, String reason, long now, List<Effect> effects) {
        if (state == GroupState.HALTING) {
            return;
        }
        level = wanted;
        step(GroupStimulus.TELL, reason, now, effects);
    }

    void halt(String reason, long now, List<Effect> effects) {
        step(GroupStimulus.HALT, reason, now, effects);
    }

    /**
     * Something is about to happen to one of its processes: where that waits for its turn to be stopped, and would be
     * started anew, its turn is now.
     */
    void retire(ProcessMachine machine, long now, List<Effect> effects) {
        boolean stopping = state == GroupState.STOPPING || state == GroupState.HALTING;
        boolean respawns = machine.entry().mode() == Mode.RESPAWN;
        if (stopping && respawns && isToStop(machine) && !machine.isBeingStopped()) {
            machine.stop(now, effects);
        }
    }

    /** Goes on after something happened to one of its processes. */
    void proceed(long now, List<Effect> effects) {
        switch (state) {
            case STARTING -> startNext(now, effects);
            case CHECKING -> check(now, effects);
            case STOPPING, HALTING -> stopNext(now, effects);
            case CONFIGURED, DONE, PASSED, FAILED, DUMPING -> {
                // a process of a group that has settled may come and go
            }
        }
    }

    private boolean isQuiet() {
        return processes.values().stream().allMatch(ProcessMachine::isStopped)
                && (state == GroupState.CONFIGURED || state.isSettled())
                && newest.stream().noneMatch(this::isToStart);
    }

    private boolean isToStart(Entry entry) {
        return state != GroupState.CONFIGURED && entry.isAt(level) && entry.mode() != Mode.OFF;
    }

    private boolean needsWork() {
        return processes.values().stream().anyMatch(this::isToStop)
                || newest.stream().anyMatch(entry -> isToStart(entry) && isNew(entry));
    }

    private boolean isNew(Entry entry) {
        ProcessMachine machine = processes.get(entry.tag());
        return machine == null || machine.isStopped();
    }

    /**
     * Whether a process must go: the level does not have its entry, or no entry of the file runs like it. One
     * that is being stopped must go in any case, and is started anew afterwards.
     */
    private boolean isToStop(ProcessMachine machine) {
        if (machine.isStopped()) {
            return false;
        }
        return state == GroupState.HALTING
                || machine.isBeingStopped()
                || newest.stream().noneMatch(entry -> isToKeep(entry, machine));
    }

    private boolean isToKeep(Entry entry, ProcessMachine machine) {
        return entry.isAt(level) && entry.mode() != Mode.OFF && entry.runsLike(machine.entry());
    }

    private void step(GroupStimulus stimulus, String reason, long now, List<Effect> effects) {
        Optional<GroupState> next = GroupTable.TABLE.next(state, stimulus);
        if (next.isEmpty()) {
            return;
        }
        GroupState before = state;
        state = next.get();
        why = reason;
        if (state != before || stimulus == GroupStimulus.TELL) {
            effects.add(new Effect.Changed(name, level, before, state, why));
        }
        switch (state) {
            case STARTING -> begin(now, effects);
            case DUMPING -> dump(now, effects);
            case CONFIGURED -> rest();
            case STOPPING, CHECKING, HALTING -> proceed(now, effects);
            case DONE, PASSED, FAILED -> {
                // settled: nothing to do until it is told something else
            }
        }
    }

    private void rest() {
        level = Runlevel.STOP;
        install();
    }

    private void dump(long now, List<Effect> effects) {
        install();
        step(GroupStimulus.FORGOTTEN, why, now, effects);
    }

    private void begin(long now, List<Effect> effects) {
        install();
        startNext(now, effects);
    }

    /** Makes the processes those of the newest entries, in their order; what still lives of others stays last. */
    private void install() {
        Map<Tag, ProcessMachine> old = new LinkedHashMap<>(processes);
        processes.clear();
        for (Entry entry : newest) {
            ProcessMachine machine = old.get(entry.tag());
            boolean kept =
                    machine != null && (!machine.isStopped() || machine.entry().equals(entry));
            processes.put(entry.tag(), kept ? machine : new ProcessMachine(entry, rule, runNumbers, timerTokens));
        }
        old.forEach((tag, machine) -> {
            if (!machine.isStopped()) {
                processes.putIfAbsent(tag, machine);
            }
        });
    }

    private void startNext(long now, List<Effect> effects) {
        for (ProcessMachine machine : List.copyOf(processes.values())) {
            if (!isToStart(machine.entry())) {
                continue;
            }
            if (machine.hasFailed()) {
                break;
            }
            if (machine.state() == ProcessState.CONFIGURED) {
                machine.start(level, now, effects);
            }
            if (!machine.isStarted()) {
                return;
            }
        }
        step(GroupStimulus.ALL_STARTED, why, now, effects);
    }

    private void check(long now, List<Effect> effects) {
        List<ProcessMachine> atLevel =
                processes.values().stream().filter(m -> isToStart(m.entry())).toList();
        Optional<ProcessMachine> failed =
                atLevel.stream().filter(ProcessMachine::hasFailed).findFirst();
        if (failed.isPresent()) {
            ProcessMachine machine = failed.get();
            step(GroupStimulus.SOME_FAILED, machine.entry().tag() + " failed: " + machine.note(), now, effects);
        } else if (!atLevel.isEmpty() && atLevel.stream().allMatch(m -> m.state() == ProcessState.PASSED)) {
            step(GroupStimulus.ALL_PASSED, "all tests of the level passed", now, effects);
        } else if (atLevel.stream().allMatch(ProcessMachine::isStarted)) {
            step(GroupStimulus.ALL_DONE, why, now, effects);
        }
    }

    private void stopNext(long now, List<Effect> effects) {
        List<ProcessMachine> backwards = new ArrayList<>(processes.values());
        Collections.reverse(backwards);
        boolean gone = true;
        for (ProcessMachine machine : backwards) {
            if (!isToStop(machine)) {
                continue;
            }
            gone = false;
            boolean hadEnded = machine.hasEnded();
            if (!machine.isBeingStopped()) {
                machine.stop(now, effects);
            }
            // one that runs is waited for; one that is blocked must not keep the others from being stopped
            if (!hadEnded && machine.state() != ProcessState.BLOCKED) {
                return;
            }
        }
        if (gone) {
            step(GroupStimulus.ALL_GONE, why, now, effects);
        }
    }
}
