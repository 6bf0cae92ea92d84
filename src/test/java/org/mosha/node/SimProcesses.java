package org.mosha.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mosha.model.GroupName;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;

/** The processes of one life of a daemon. They live outside of it: what happens to them is told to it when it can hear. */
final class SimProcesses implements ProcessPort {
    /** One run. */
    private static final class Run {
        private final RunId id;
        private final GroupName group;
        private final SimProgram program;
        private final String what;
        private boolean pending = true;
        private boolean doomed;
        private boolean main;
        private boolean child;
        private boolean awaited;

        private Run(ProcessSpec spec) {
            id = spec.run();
            group = spec.group();
            program = SimProgram.of(spec.command());
            what = spec.group() + "/" + spec.tag() + " (" + spec.command() + ")";
        }

        private boolean lives() {
            return main || child;
        }
    }

    private final SimLife life;
    private final SimWorld world;
    private final SimChance chance;
    private final Map<RunId, Run> runs = new TreeMap<>();
    private final Set<RunId> living = new HashSet<>();
    private final List<ProcessSpec> ordered = new ArrayList<>();

    SimProcesses(SimLife life) {
        this.life = life;
        this.world = life.world();
        this.chance = world.chance().split();
    }

    /** What was ordered since the last call. */
    List<ProcessSpec> takeOrdered() {
        List<ProcessSpec> taken = List.copyOf(ordered);
        ordered.clear();
        return taken;
    }

    @Override
    public void spawn(ProcessSpec spec) {
        ordered.add(spec);
        Run run = new Run(spec);
        runs.put(spec.run(), run);
        boolean fails = chance.in(world.isCalm() ? 0 : 0.01);
        life.inJvm(chance.millis(1, 30), () -> {
            if (fails) {
                notStarted(run, "fork fails");
            } else {
                start(run, spec);
            }
        });
    }

    private void notStarted(Run run, String reason) {
        run.pending = false;
        life.tell(0, listener -> listener.spawnFailed(run.id, reason));
        tellIfGone(run);
    }

    private void start(Run run, ProcessSpec spec) {
        if (life.guard().isClosed()) {
            // the gate on the way to a process: what a frozen daemon was about to start must not come to life later
            notStarted(run, "the lease is over");
            return;
        }
        run.pending = false;
        if (run.doomed) {
            life.tell(0, listener -> listener.spawned(run.id, run.id.value()));
            life.tell(1, listener -> listener.exited(run.id, 137, false));
            tellIfGone(run);
            return;
        }
        world.starts(life, spec);
        run.main = true;
        living.add(run.id);
        world.rules().started(run.group, life.node(), world.queue().now());
        world.note(life.node().value(), "starts " + run.what + " as run " + run.id);
        life.tell(0, listener -> listener.spawned(run.id, run.id.value()));
        if (run.program.lifeMillis() >= 0) {
            world.queue().after((long) (run.program.lifeMillis() * 1e6), () -> endMain(run));
        }
    }

    private void endMain(Run run) {
        if (run.main) {
            run.child = run.program.forks();
            int code = run.program.exitCode(life.node().value());
            run.main = false;
            ended(run, code);
        }
    }

    private void ended(Run run, int code) {
        boolean othersLive = run.child;
        if (!run.lives()) {
            living.remove(run.id);
            world.rules().ended(run.group, life.node());
        }
        world.note(life.node().value(), run.what + " ends with " + code);
        life.tell(chance.millis(0.5, 5), listener -> listener.exited(run.id, code, othersLive));
        tellIfGone(run);
    }

    private void kill(Run run, int code) {
        if (!run.lives()) {
            return;
        }
        boolean hadMain = run.main;
        run.main = false;
        run.child = false;
        if (hadMain) {
            ended(run, code);
        } else {
            living.remove(run.id);
            world.rules().ended(run.group, life.node());
            tellIfGone(run);
        }
    }

    private void tellIfGone(Run run) {
        if (run.awaited && !run.pending && !run.lives()) {
            run.awaited = false;
            life.tell(chance.millis(5, 40), listener -> listener.gone(run.id));
        }
    }

    @Override
    public void signal(RunId id, ProcessSignal signal) {
        Run run = runs.get(id);
        if (run == null) {
            return;
        }
        if (run.pending) {
            run.doomed = true;
        } else if (signal == ProcessSignal.KILL) {
            world.queue().after(chance.millis(0.1, 5), () -> kill(run, 137));
        } else if (!run.program.stubborn()) {
            world.queue().after(chance.millis(5, 400), () -> kill(run, 143));
        }
    }

    @Override
    public void killAll() {
        runs.values().forEach(run -> run.doomed |= run.pending);
        List.copyOf(living).forEach(id -> signal(id, ProcessSignal.KILL));
    }

    /** Kills from outside, within so many milliseconds. */
    void killFromOutside(double within) {
        for (RunId id : List.copyOf(living)) {
            world.queue().after(chance.millis(0, within), () -> kill(runs.get(id), 137));
        }
    }

    /** The power fails. */
    void vanish() {
        List.copyOf(living).forEach(id -> kill(runs.get(id), 137));
    }

    /** Somebody kills one of them. */
    void killOne() {
        if (!living.isEmpty()) {
            kill(runs.get(chance.of(living.stream().sorted().toList())), 137);
        }
    }

    boolean anyLives() {
        return !living.isEmpty();
    }

    @Override
    public void awaitGone(RunId id) {
        Run run = runs.get(id);
        run.awaited = true;
        tellIfGone(run);
    }
}
