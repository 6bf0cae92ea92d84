package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.config.Cltab;
import org.mosha.config.Entry;
import org.mosha.init.Effect;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;
import org.mosha.node.ProcessSpec.Stop;

/** What a command is started with. */
class EffectRunnerTest {
    private final List<ProcessSpec> started = new ArrayList<>();

    private final ProcessPort processes = new ProcessPort() {
        @Override
        public void spawn(ProcessSpec spec) {
            started.add(spec);
        }

        @Override
        public void signal(RunId run, ProcessSignal signal) {}

        @Override
        public void killAll() {}

        @Override
        public void awaitGone(RunId run) {}
    };

    private final Clocks clocks = new StillClock();

    private final EffectRunner runner =
            new EffectRunner(new NodeId(3), processes, new Timers(0), new Journal(clocks), group -> 7);

    private ProcessSpec spawned(String mode) {
        Entry entry = Cltab.parse("cltab", "web:serve:start:" + mode + ":exec serve\n")
                .value()
                .entries()
                .get(0);
        runner.run(List.of(new Effect.Spawn(new RunId(1), entry, new Runlevel("start"))));
        return started.remove(0);
    }

    @Test
    void aCommandKnowsWhereItRunsAndUnderWhichClaim() {
        ProcessSpec spec = spawned("respawn");
        assertEquals("3", spec.environment().get("MOSHA_NODE"));
        assertEquals("web", spec.environment().get("MOSHA_GROUP"));
        assertEquals("serve", spec.environment().get("MOSHA_TAG"));
        assertEquals("start", spec.environment().get("MOSHA_RUNLEVEL"));
        assertEquals("7", spec.environment().get("MOSHA_EPOCH"));
    }

    @Test
    void aCommandRunsAsItsEntrySays() {
        ProcessSpec spec = spawned("respawn/user=www,dir=/srv,env-file=/etc/web");
        assertEquals(new RunId(1), spec.run());
        assertEquals("web", spec.group().value());
        assertEquals("serve", spec.tag().value());
        assertEquals("exec serve", spec.command());
        assertEquals(Optional.of("www"), spec.user());
        assertEquals(Optional.of("/srv"), spec.dir());
        assertEquals(Optional.of("/etc/web"), spec.envFile());
    }

    @Test
    void howAnEntryIsToBeStoppedGoesWithItsCommand() {
        Duration minute = Duration.ofSeconds(60);
        Duration usual = Duration.ofSeconds(15);
        assertEquals(Optional.empty(), spawned("respawn").stop());
        assertEquals(
                Optional.of(new Stop(ProcessSignal.TERM, minute)),
                spawned("respawn/stop-timeout=60s").stop());
        assertEquals(
                Optional.of(new Stop(ProcessSignal.QUIT, usual)),
                spawned("respawn/stop-signal=QUIT").stop());
        assertEquals(
                Optional.of(new Stop(ProcessSignal.QUIT, minute)),
                spawned("respawn/stop-signal=QUIT,stop-timeout=60s").stop());
    }
}
