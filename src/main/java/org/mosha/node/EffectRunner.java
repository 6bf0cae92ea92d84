package org.mosha.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.mosha.config.Entry;
import org.mosha.config.ModeOptions;
import org.mosha.init.Effect;
import org.mosha.init.StopLadder;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessSignal;

/** Has the effects of the local init done. */
final class EffectRunner {
    private final NodeId self;
    private final ProcessPort processes;
    private final Timers timers;
    private final Journal journal;
    private final ToLongFunction<GroupName> epochs;

    EffectRunner(NodeId self, ProcessPort processes, Timers timers, Journal journal, ToLongFunction<GroupName> epochs) {
        this.self = self;
        this.processes = processes;
        this.timers = timers;
        this.journal = journal;
        this.epochs = epochs;
    }

    void run(List<Effect> effects) {
        boolean spawned = false;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Spawn spawn) {
                processes.spawn(spec(spawn));
                spawned = true;
            } else if (effect instanceof Effect.Signal signal) {
                processes.signal(signal.run(), signal.signal());
            } else if (effect instanceof Effect.AwaitGone await) {
                processes.awaitGone(await.run());
            } else if (effect instanceof Effect.Arm arm) {
                timers.arm(arm.timer(), arm.atNanos());
            }
        }
        // told afterwards: nobody waits for it, and a process that has died is to be back soon
        if (spawned) {
            // who starts it has most often been woken on this processor
            Thread.yield();
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Changed changed) {
                changed(changed);
            } else if (effect instanceof Effect.Say say) {
                say(say);
            }
        }
    }

    private ProcessSpec spec(Effect.Spawn spawn) {
        Entry entry = spawn.entry();
        Map<String, String> environment = new HashMap<>();
        environment.put("MOSHA_NODE", self.toString());
        environment.put("MOSHA_GROUP", entry.group().value());
        environment.put("MOSHA_TAG", entry.tag().value());
        environment.put("MOSHA_RUNLEVEL", spawn.level().value());
        environment.put("MOSHA_EPOCH", Long.toString(epochs.applyAsLong(entry.group())));
        return new ProcessSpec(
                spawn.run(),
                entry.group(),
                entry.tag(),
                entry.command(),
                environment,
                entry.options().user(),
                entry.options().dir(),
                entry.options().envFile(),
                stop(entry.options()));
    }

    /** For who has to stop it when nobody has the machine of its entry any more. */
    private static Optional<ProcessSpec.Stop> stop(ModeOptions options) {
        return options.stopSignal().isEmpty() && options.stopTimeout().isEmpty()
                ? Optional.empty()
                : Optional.of(new ProcessSpec.Stop(
                        options.stopSignal().orElse(ProcessSignal.TERM),
                        options.stopTimeout().orElse(StopLadder.USUAL)));
    }

    private void changed(Effect.Changed change) {
        String text = change.group() + " at " + change.level() + ": " + change.from() + " -> " + change.to() + " ("
                + change.why() + ")";
        // the way there is told once, by the decision; the result is what an operator looks for
        if (change.to().isSettled() || change.to() == GroupState.CONFIGURED) {
            journal.info(text);
        } else {
            journal.debug(text);
        }
        journal.notice(
                Notice.GROUP_STATE,
                text,
                Map.of(
                        "group", change.group().value(),
                        "node", self.toString(),
                        "level", change.level().value(),
                        "from", change.from().name(),
                        "state", change.to().name(),
                        "reason", change.why()));
    }

    private void say(Effect.Say say) {
        String text = say.entry().group() + "/" + say.entry().tag() + " " + say.text();
        if (say.grave()) {
            journal.warn(text);
        } else {
            journal.info(text);
        }
    }
}
