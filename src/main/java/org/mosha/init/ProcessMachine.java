package org.mosha.init;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.mosha.config.Entry;
import org.mosha.config.Mode;
import org.mosha.model.ProcessSignal;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

/**
 * The life of one entry. An event is first made a {@link ProcessStimulus}, then {@link ProcessTable} says the
 * next state, then entering that state has its effects. Timers are never cancelled: each new one makes the
 * ones before it meaningless. They outlive the machine, so their tokens are never those of another machine.
 */
final class ProcessMachine {
    /** An entry whose main process has ended long ago is first looked at, before anything is signalled. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);

    /** What a start may take beyond the entry's timeout: with a thousand entries at once it has to wait for its turn. */
    private static final Duration START_GRACE = Duration.ofSeconds(10);

    private static final long NO_TIMER = 0;

    private final StopLadder ladder;
    private final QuickDeaths deaths;
    private final LongSupplier runNumbers;
    private final LongSupplier timerTokens;
    private Entry entry;
    private ProcessState state = ProcessState.CONFIGURED;
    private Runlevel level = Runlevel.STOP;
    private Optional<RunId> run = Optional.empty();
    private long pid;
    private OptionalInt exitCode = OptionalInt.empty();
    private long respawns;
    private long startedNanos;
    private int step;
    /** Whether it is not known yet what became of the run's start. */
    private boolean starting;

    private boolean startFailed;
    private boolean awaiting;
    private AfterGone afterGone = AfterGone.STOPPED;
    private long token = NO_TIMER;
    private String note = "";

    /**
     * A machine at rest.
     *
     * @param runNumbers gives a number for each run, never the same twice
     * @param timerTokens gives a token for each timer, positive and never the same twice, whichever machine draws it
     */
    ProcessMachine(Entry entry, RespawnRule rule, LongSupplier runNumbers, LongSupplier timerTokens) {
        this.entry = entry;
        this.ladder = StopLadder.of(entry.options());
        this.deaths = new QuickDeaths(rule);
        this.runNumbers = runNumbers;
        this.timerTokens = timerTokens;
    }

    Entry entry() {
        return entry;
    }

    ProcessState state() {
        return state;
    }

    Optional<RunId> run() {
        return run;
    }

    long pid() {
        return pid;
    }

    OptionalInt exitCode() {
        return exitCode;
    }

    long respawns() {
        return respawns;
    }

    String note() {
        return note;
    }

    /** Whether its last start came to nothing. */
    boolean startFailed() {
        return startFailed;
    }

    /** Takes over the same entry of a newer file: its line and levels may differ, its life goes on. */
    void renew(Entry newer) {
        entry = newer;
    }

    /** Whether nothing of it is there that would have to be stopped. */
    boolean isStopped() {
        return state == ProcessState.CONFIGURED;
    }

    /** Whether it has been told to stop and is not gone yet. */
    boolean isBeingStopped() {
        return state == ProcessState.STOPPING || (state == ProcessState.BLOCKED && afterGone == AfterGone.STOPPED);
    }

    /** How long it may take from now until it is gone or counts as blocked. */
    Duration stopBound() {
        return isStopped() || state == ProcessState.BLOCKED ? Duration.ZERO : ladder.total();
    }

    /** Whether the group's start may go on behind this entry. */
    boolean isStarted() {
        return switch (state) {
            case RUNBG, DONE, PASSED, FAILED, PAUSING, CLEARING -> true;
            case BLOCKED -> afterGone != AfterGone.STOPPED;
            case SETUP -> respawns > 0;
            case CONFIGURED, RUNNING, TESTING, EXPIRING, STOPPING -> false;
        };
    }

    /** Whether it is a test that did not pass. */
    boolean hasFailed() {
        return state == ProcessState.FAILED || (state == ProcessState.BLOCKED && afterGone == AfterGone.FAILED);
    }

    /** Whether its main process is known to have ended, so that stopping it hardly takes time. */
    boolean hasEnded() {
        return switch (state) {
            case DONE, PASSED, FAILED, PAUSING -> true;
            case CONFIGURED, SETUP, RUNNING, RUNBG, TESTING, CLEARING, EXPIRING, STOPPING, BLOCKED -> false;
        };
    }

    void start(Runlevel at, long now, List<Effect> effects) {
        level = at;
        step(ProcessStimulus.START, now, effects);
    }

    void stop(long now, List<Effect> effects) {
        afterGone = AfterGone.STOPPED;
        step(ProcessStimulus.STOP, now, effects);
    }

    void spawned(long newPid, long now, List<Effect> effects) {
        starting = false;
        pid = newPid;
        startedNanos = now;
        if (state == ProcessState.BLOCKED) {
            effects.add(new Effect.Say(entry, false, "its start has come to an end, so it can be ended"));
        }
        step(shownUp(), now, effects);
    }

    private ProcessStimulus shownUp() {
        if (state == ProcessState.BLOCKED) {
            return afterGone == AfterGone.STOPPED ? ProcessStimulus.LATE_TO_STOP : ProcessStimulus.LATE_TO_EXPIRE;
        }
        return switch (entry.mode()) {
            case WAIT -> ProcessStimulus.SPAWNED_WAIT;
            case TEST -> ProcessStimulus.SPAWNED_TEST;
            case ONCE, RESPAWN, OFF -> ProcessStimulus.SPAWNED_BG;
        };
    }

    void spawnFailed(String reason, long now, List<Effect> effects) {
        starting = false;
        startFailed = true;
        startedNanos = now;
        if (state == ProcessState.SETUP || state == ProcessState.BLOCKED) {
            note = "could not be started: " + reason;
            effects.add(new Effect.Say(entry, state == ProcessState.SETUP, note));
        }
        over(false, false, now, effects);
    }

    void exited(int code, boolean othersLive, long now, List<Effect> effects) {
        pid = 0;
        exitCode = OptionalInt.of(code);
        if (isAlive() || state == ProcessState.SETUP) {
            boolean death = entry.mode() == Mode.RESPAWN;
            note = death ? Notes.death(now - startedNanos, code) : Notes.exitCode(code);
            if (death || code != 0) {
                effects.add(new Effect.Say(entry, death, death ? note : "ended: " + note));
            }
        }
        over(code == 0, othersLive, now, effects);
    }

    void gone(long now, List<Effect> effects) {
        awaiting = false;
        step(afterGone.stimulus(), now, effects);
    }

    /** Whether a timer is the newest one, and not over. */
    boolean awaits(long firedToken) {
        return firedToken == token;
    }

    void timer(long firedToken, long now, List<Effect> effects) {
        if (!awaits(firedToken)) {
            return;
        }
        switch (state) {
            case PAUSING -> step(ProcessStimulus.PAUSE_OVER, now, effects);
            case SETUP, RUNNING, TESTING -> step(ProcessStimulus.TIME_OUT, now, effects);
            case STOPPING, EXPIRING, CLEARING ->
                step(hasNextStep() ? ProcessStimulus.NEXT_STEP : ProcessStimulus.LAST_STEP, now, effects);
            case BLOCKED -> step(ProcessStimulus.LAST_STEP, now, effects);
            case CONFIGURED, RUNBG, DONE, PASSED, FAILED -> {
                // a timer of a state that is over
            }
        }
    }

    /** There is none while there is nobody to signal: all the ladder's time has been waited for at once. */
    private boolean hasNextStep() {
        return !starting && step < ladder.steps().size();
    }

    private void over(boolean good, boolean othersLive, long now, List<Effect> effects) {
        switch (entry.mode()) {
            case TEST -> step(good ? ProcessStimulus.TEST_PASSED : ProcessStimulus.TEST_FAILED, now, effects);
            case WAIT, ONCE, OFF -> step(ProcessStimulus.ENDED, now, effects);
            case RESPAWN -> died(othersLive, now, effects);
        }
    }

    private boolean isAlive() {
        return state == ProcessState.RUNBG || state == ProcessState.RUNNING || state == ProcessState.TESTING;
    }

    private void died(boolean othersLive, long now, List<Effect> effects) {
        if (state != ProcessState.RUNBG && state != ProcessState.SETUP) {
            return;
        }
        boolean tooFast = deaths.add(now - startedNanos);
        afterGone = tooFast ? AfterGone.PAUSE : AfterGone.RESPAWN;
        if (othersLive) {
            step(ProcessStimulus.DIED_LEAVING, now, effects);
        } else {
            step(tooFast ? ProcessStimulus.DIED_TOO_FAST : ProcessStimulus.DIED, now, effects);
        }
    }

    private void step(ProcessStimulus stimulus, long now, List<Effect> effects) {
        Optional<ProcessState> next = ProcessTable.TABLE.next(state, stimulus);
        if (next.isEmpty()) {
            return;
        }
        ProcessState before = state;
        state = next.get();
        switch (state) {
            case CONFIGURED -> reset();
            case SETUP -> spawn(before, now, effects);
            case RUNNING, TESTING -> entry.options().timeout().ifPresent(timeout -> arm(timeout, now, effects));
            case PAUSING -> pause(now, effects);
            case STOPPING -> end(before, stimulus, now, effects);
            case CLEARING, EXPIRING -> climb(before, now, effects);
            case BLOCKED -> block(before, now, effects);
            case RUNBG, DONE, PASSED, FAILED -> token = NO_TIMER;
        }
    }

    private void reset() {
        run = Optional.empty();
        pid = 0;
        startFailed = false;
        respawns = 0;
        deaths.forget();
        note = "";
        token = NO_TIMER;
    }

    private void spawn(ProcessState before, long now, List<Effect> effects) {
        if (before != ProcessState.CONFIGURED) {
            respawns++;
        }
        RunId next = new RunId(runNumbers.getAsLong());
        run = Optional.of(next);
        pid = 0;
        starting = true;
        startFailed = false;
        awaiting = false;
        token = NO_TIMER;
        effects.add(new Effect.Spawn(next, entry, level));
        entry.options().timeout().ifPresent(timeout -> arm(timeout.plus(START_GRACE), now, effects));
    }

    private void pause(long now, List<Effect> effects) {
        note = note + "; " + deaths.note();
        String pause = Notes.seconds(deaths.pause().toNanos());
        effects.add(new Effect.Say(entry, true, "dies too fast, is started again after " + pause));
        arm(deaths.pause(), now, effects);
    }

    private void end(ProcessState before, ProcessStimulus stimulus, long now, List<Effect> effects) {
        boolean first = stimulus == ProcessStimulus.STOP;
        boolean onLadder = before == ProcessState.CLEARING || before == ProcessState.EXPIRING;
        if (first && onLadder) {
            return;
        }
        if (first || before == ProcessState.BLOCKED) {
            step = 0;
            note = "";
        }
        boolean ended = before == ProcessState.DONE
                || before == ProcessState.PASSED
                || before == ProcessState.FAILED
                || before == ProcessState.PAUSING;
        if (ended) {
            look(effects);
            arm(FIRST_LOOK, now, effects);
        } else if (starting) {
            // nothing to signal yet: the first step comes when the process shows up
            look(effects);
            arm(ladder.total(), now, effects);
        } else {
            climbOn(now, effects);
        }
    }

    private void climb(ProcessState before, long now, List<Effect> effects) {
        if (before != state) {
            step = 0;
            if (state == ProcessState.EXPIRING) {
                afterGone = afterTimeOut();
                note = "timed out after "
                        + Notes.seconds(entry.options().timeout().orElseThrow().toNanos());
                effects.add(new Effect.Say(entry, true, note));
            }
        }
        climbOn(now, effects);
    }

    private void climbOn(long now, List<Effect> effects) {
        look(effects);
        StopLadder.Step next = ladder.steps().get(Math.min(step, ladder.steps().size() - 1));
        step++;
        effects.add(new Effect.Signal(run.orElseThrow(), next.signal()));
        arm(next.pause(), now, effects);
    }

    private void block(ProcessState before, long now, List<Effect> effects) {
        if (before == ProcessState.SETUP) {
            afterGone = afterTimeOut();
        }
        if (before != ProcessState.BLOCKED) {
            note = starting ? Notes.doesNotStart(entry.options()) : Notes.doesNotEnd(ladder, pid);
            effects.add(new Effect.Say(entry, true, note));
        }
        look(effects);
        if (!starting) {
            effects.add(new Effect.Signal(run.orElseThrow(), ProcessSignal.KILL));
        }
        arm(StopLadder.AFTER_KILL, now, effects);
    }

    private AfterGone afterTimeOut() {
        return entry.mode() == Mode.TEST ? AfterGone.FAILED : AfterGone.DONE;
    }

    private void look(List<Effect> effects) {
        if (!awaiting) {
            awaiting = true;
            effects.add(new Effect.AwaitGone(run.orElseThrow()));
        }
    }

    private void arm(Duration wait, long now, List<Effect> effects) {
        token = timerTokens.getAsLong();
        effects.add(new Effect.Arm(new InitEvent.Timer(EntryKey.of(entry), token), now + wait.toNanos()));
    }
}
