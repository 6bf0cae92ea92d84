package org.mosha.init;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.mosha.config.Cltab;
import org.mosha.config.Parsed;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

/** A local init on a virtual clock, whose outside the test plays. Everything that it wants done is written down. */
final class Scene {
    static final RespawnRule RULE = new RespawnRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60));

    final LocalInit init = new LocalInit(RULE);
    final List<String> log = new ArrayList<>();
    private final Map<String, RunId> runs = new LinkedHashMap<>();
    private final PriorityQueue<Effect.Arm> timers = new PriorityQueue<>(Comparator.comparingLong(Effect.Arm::atNanos));
    private long now;

    Scene(String cltab) {
        configure(cltab);
    }

    void configure(String cltab) {
        Parsed<Cltab> parsed = Cltab.parse("cltab", cltab);
        assertFalse(parsed.hasErrors(), () -> parsed.problems().toString());
        take(init.configure(parsed.value(), now));
    }

    void tell(String group, String level) {
        take(init.tell(new GroupName(group), new Runlevel(level), "told", now));
    }

    void halt(String group) {
        take(init.halt(new GroupName(group), "halted", now));
    }

    void spawned(String tag) {
        take(init.on(new InitEvent.Spawned(runs.get(tag), 1000 + runs.get(tag).value()), now));
    }

    void spawnFails(String tag) {
        take(init.on(new InitEvent.SpawnFailed(runs.get(tag), "no such user"), now));
    }

    void exits(String tag, int code) {
        take(init.on(new InitEvent.Exited(runs.get(tag), code, false), now));
    }

    void exitsLeavingOthers(String tag, int code) {
        take(init.on(new InitEvent.Exited(runs.get(tag), code, true), now));
    }

    void gone(String tag) {
        take(init.on(new InitEvent.Gone(runs.get(tag)), now));
    }

    /** Starts the entry's process, and ends it at once. */
    void runs(String tag, int code) {
        spawned(tag);
        exits(tag, code);
    }

    void passes(Duration time) {
        long until = now + time.toNanos();
        while (!timers.isEmpty() && timers.peek().atNanos() <= until) {
            Effect.Arm due = timers.poll();
            now = due.atNanos();
            take(init.on(due.timer(), now));
        }
        now = until;
    }

    RunId run(String tag) {
        return runs.get(tag);
    }

    void event(InitEvent event) {
        take(init.on(event, now));
    }

    GroupState state(String group) {
        return GroupState.valueOf(
                init.status().groups().get(new GroupName(group)).state());
    }

    String level(String group) {
        return init.status().groups().get(new GroupName(group)).level().value();
    }

    ProcessReport process(String group, String tag) {
        return init.processes(new GroupName(group)).stream()
                .filter(p -> p.entry().tag().value().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    ProcessState processState(String group, String tag) {
        return process(group, tag).state();
    }

    /** What was written down since the last call. */
    List<String> took() {
        List<String> lines = List.copyOf(log);
        log.clear();
        return lines;
    }

    private void take(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Spawn spawn) {
                String tag = spawn.entry().tag().value();
                runs.put(tag, spawn.run());
                log.add("spawn " + tag + " at " + spawn.level());
            } else if (effect instanceof Effect.Signal signal) {
                log.add(signal.signal() + " " + tag(signal.run()));
            } else if (effect instanceof Effect.AwaitGone await) {
                log.add("await " + tag(await.run()));
            } else if (effect instanceof Effect.Arm arm) {
                timers.add(arm);
            } else if (effect instanceof Effect.Changed changed) {
                log.add(changed.group() + " " + changed.to());
            }
        }
    }

    private String tag(RunId run) {
        return runs.entrySet().stream()
                .filter(e -> e.getValue().equals(run))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("run " + run);
    }
}
