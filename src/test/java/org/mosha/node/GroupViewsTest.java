package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.FencingPolicy;
import org.mosha.cluster.Member;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.init.Effect;
import org.mosha.init.InitEvent;
import org.mosha.init.LocalInit;
import org.mosha.init.RespawnRule;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

class GroupViewsTest {
    private static final GroupName WEB = new GroupName("web");
    private static final Hactl HACTL = Hactl.parse("hactl", "web start\n").value();
    private static final Map<GroupName, String> REASONS = Map.of(WEB, "runs here: start DONE");

    private final LocalInit init = new LocalInit(new RespawnRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
    private final GroupViews views = new GroupViews(init);

    @Test
    void aGroupThatIsSettledWhereItIsWantedRuns() {
        GroupView web = afterStart("web:a:start:once:true\n", false);
        assertTrue(web.running());
        assertEquals("runs here: start DONE", web.why());
    }

    @Test
    void anEntryThatCouldNotBeStartedIsMissedInItsGroup() {
        GroupView web = afterStart("web:a:start:once:true\n", true);
        assertFalse(web.running());
        assertEquals("runs here: start DONE; a could not be started: no such user", web.why());
    }

    @Test
    void aGroupThatIsTakenOutOfCltabDoesNotRunAnyMore() {
        afterStart("web:a:start:once:true\n", false);
        init.configure(cltab(""), 0);
        GroupView web = shown(cltab(""));
        assertFalse(web.running());
        assertEquals("runs here: start DONE; cltab does not have it", web.why());
    }

    private GroupView afterStart(String text, boolean fails) {
        Cltab cltab = cltab(text);
        init.configure(cltab, 0);
        for (Effect effect : init.tell(WEB, new Runlevel("start"), "told", 0)) {
            if (effect instanceof Effect.Spawn spawn) {
                init.on(outcome(spawn.run(), fails), 0);
            }
        }
        return shown(cltab);
    }

    private static InitEvent outcome(RunId run, boolean fails) {
        return fails ? new InitEvent.SpawnFailed(run, "no such user") : new InitEvent.Spawned(run, 4711);
    }

    private GroupView shown(Cltab cltab) {
        NodeId self = new NodeId(1);
        ClusterView cluster = ClusterView.of(
                self, List.of(Member.live(self, "life", init.status())), List.of(), FencingPolicy.LEASE, Map.of());
        return views.make(cluster, cltab, HACTL, REASONS, 0).get(WEB);
    }

    private static Cltab cltab(String text) {
        return Cltab.parse("cltab", text).value();
    }
}
