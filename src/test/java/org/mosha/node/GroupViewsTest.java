package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Member;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.init.Effect;
import org.mosha.init.InitEvent;
import org.mosha.init.LocalInit;
import org.mosha.init.RespawnRule;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

class GroupViewsTest {
    private static final GroupName WEB = new GroupName("web");
    private static final Hactl HACTL = Hactl.parse("hactl", "web start\n").value();
    private static final Map<GroupName, String> REASONS = Map.of(WEB, "runs here: start DONE");

    private final LocalInit init = new LocalInit(new RespawnRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
    private final GroupViews views = new GroupViews(init);
    private Cltab cltab = Cltab.EMPTY;

    @Test
    void aGroupThatIsSettledWhereItIsWantedRuns() {
        spawned(told("web:a:start:once:true\n", "start"));
        GroupView web = shown();
        assertTrue(web.running());
        assertEquals("runs here: start DONE", web.why());
    }

    @Test
    void anEntryThatCouldNotBeStartedIsMissedInItsGroup() {
        RunId run = told("web:a:start:once:true\n", "start");
        init.on(new InitEvent.SpawnFailed(run, "no such user"), 0);
        GroupView web = shown();
        assertFalse(web.running());
        assertEquals("runs here: start DONE; a could not be started: no such user", web.why());
    }

    @Test
    void anEntryThatDiesTooFastIsMissedInItsGroup() {
        Optional<RunId> run = Optional.of(told("web:a:start:respawn:false\n", "start"));
        while (run.isPresent()) {
            run = run(exited(run.get(), 1));
        }
        GroupView web = shown();
        assertEquals("start DONE", text(web));
        assertFalse(web.running());
        assertEquals(
                "runs here: start DONE; a died 0 s after its start: exit code 1; 6 times within 1 s, next start after 60 s",
                web.why());
    }

    @Test
    void aGroupThatIsStillStartingDoesNotRunYet() {
        spawned(told("web:a:start:wait:true\n", "start"));
        GroupView web = shown();
        assertEquals("start STARTING", text(web));
        assertFalse(web.running());
    }

    @Test
    void aGroupAtAnotherLevelThanItIsWantedAtDoesNotRun() {
        spawned(told("web:a:start,night:once:true\n", "night"));
        GroupView web = shown();
        assertEquals("night DONE", text(web));
        assertFalse(web.running());
    }

    @Test
    void aGroupWhoseTestHasFailedDoesNotRun() {
        exited(told("web:a:start:test:false\n", "start"), 1);
        GroupView web = shown();
        assertEquals("start FAILED", text(web));
        assertFalse(web.running());
    }

    @Test
    void aGroupThatIsTakenOutOfCltabDoesNotRunAnyMore() {
        RunId run = told("web:a:start:once:true\n", "start");
        spawned(run);
        configure("");
        init.on(new InitEvent.Exited(run, 0, false), 0);
        init.on(new InitEvent.Gone(run), 0);
        GroupView web = shown();
        assertEquals("start DONE", text(web));
        assertFalse(web.running());
    }

    private static String text(GroupView group) {
        GroupStatus status = group.status().orElseThrow();
        return status.level() + " " + status.state();
    }

    private void configure(String text) {
        cltab = Cltab.parse("cltab", text).value();
        init.configure(cltab, 0);
    }

    /** Tells the group a level, and which run that begins. */
    private RunId told(String text, String level) {
        configure(text);
        return run(init.tell(WEB, new Runlevel(level), "told", 0)).orElseThrow();
    }

    private void spawned(RunId run) {
        init.on(new InitEvent.Spawned(run, 4711), 0);
    }

    private List<Effect> exited(RunId run, int code) {
        spawned(run);
        return init.on(new InitEvent.Exited(run, code, false), 0);
    }

    private static Optional<RunId> run(List<Effect> effects) {
        return effects.stream()
                .flatMap(effect -> effect instanceof Effect.Spawn spawn ? Stream.of(spawn.run()) : Stream.empty())
                .findFirst();
    }

    private GroupView shown() {
        NodeId self = new NodeId(1);
        ClusterView cluster = ClusterView.of(
                self, List.of(Member.live(self, "life", init.status())), List.of(), FencingPolicy.LEASE, Map.of());
        return views.make(cluster, cltab, HACTL, REASONS, 0).get(WEB);
    }
}
