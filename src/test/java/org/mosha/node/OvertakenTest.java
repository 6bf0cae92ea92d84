package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.config.Cltab;
import org.mosha.init.LocalInit;
import org.mosha.init.RespawnRule;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

class OvertakenTest {
    private static final NodeId SELF = new NodeId(1);
    private static final NodeId OTHER = new NodeId(2);
    private static final GroupName WEB = new GroupName("web");

    private final Clocks clocks = new StillClock();
    private final Journal journal = new Journal(clocks);
    private final Recorder processes = new Recorder();
    private final LocalInit init = new LocalInit(new RespawnRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
    private final EffectRunner runner = new EffectRunner(SELF, processes, new Timers(0), journal, group -> 7);
    private final Overtaken overtaken = new Overtaken(init, runner, journal);

    /** What the node has had done. */
    private static final class Recorder implements ProcessPort {
        private final List<RunId> spawned = new ArrayList<>();
        private final List<String> signals = new ArrayList<>();

        @Override
        public void spawn(ProcessSpec spec) {
            spawned.add(spec.run());
        }

        @Override
        public void signal(RunId run, ProcessSignal signal) {
            signals.add(run.value() + " " + signal);
        }

        @Override
        public void killAll() {
            signals.add("all");
        }

        @Override
        public void awaitGone(RunId run) {
            // nobody asks when anything is gone
        }
    }

    @BeforeEach
    void run() {
        runner.run(init.configure(
                Cltab.parse("cltab", "web:a:1:respawn:true\nweb:b:1:respawn:true\nnews:c:1:respawn:true\n")
                        .value(),
                0));
        runner.run(init.tell(WEB, new Runlevel("1"), "test", 0));
        runner.run(init.tell(new GroupName("news"), new Runlevel("1"), "test", 0));
    }

    private void see(Claim... claims) {
        List<Member> members =
                List.of(Member.live(SELF, "mine", init.status()), Member.live(OTHER, "other", init.status()));
        overtaken.kill(ClusterView.of(SELF, members, List.of(claims), FencingPolicy.LEASE, Map.of()));
    }

    @Test
    void whatAnotherNodeHasTakenIsKilledAtOnceAndNothingElse() {
        see(new Claim(WEB, OTHER, "other", 8), new Claim(new GroupName("news"), SELF, "mine", 7));
        assertEquals(List.of("1 KILL"), processes.signals);
        assertTrue(journal.last(1).get(0).contains("node 2 has taken web"), () -> "" + journal.last(1));
    }

    @Test
    void soIsWhatIsJustStoppedInOrder() {
        runner.run(init.halt(WEB, "test", 0));
        processes.signals.clear();
        see(new Claim(WEB, OTHER, "other", 8));
        assertEquals(List.of("1 KILL"), processes.signals);
    }

    @Test
    void nothingIsKilledForAClaimThatIsThisNodesOrAnEarlierOneOfItOrCannotBeRead() {
        see(new Claim(WEB, SELF, "mine", 7));
        see(new Claim(WEB, SELF, "", 7));
        see(new Claim(WEB, new NodeId(Integer.MAX_VALUE), "", 8));
        see();
        assertEquals(List.of(), processes.signals);
    }

    @Test
    void itIsToldOnce() {
        int before = journal.last(100).size();
        see(new Claim(WEB, OTHER, "other", 8));
        see(new Claim(WEB, OTHER, "other", 8));
        assertEquals(before + 1, journal.last(100).size());
    }
}
