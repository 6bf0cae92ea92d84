package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.mosha.model.NodeId;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

/** What is shown of a group whose start waits for an entry. */
class AwaitedViewsTest {
    private static final NodeId ONE = new NodeId(1);
    private static final GroupName WEB = new GroupName("web");
    private static final long NOON = Instant.parse("2026-11-29T12:00:00.25Z").toEpochMilli();

    private final LocalInit init = new LocalInit(new RespawnRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
    private final GroupViews views = new GroupViews(init);
    private Cltab cltab;
    private RunId run;

    private void starts(String mode) {
        cltab = Cltab.parse("cltab", "web:load:start:" + mode + ":load\nweb:serve:start:respawn:serve\n")
                .value();
        init.configure(cltab, 0);
        for (Effect effect : init.tell(WEB, new Runlevel("start"), "told", 0)) {
            if (effect instanceof Effect.Spawn spawn) {
                run = spawn.run();
            }
        }
        init.on(new InitEvent.Spawned(run, 4711), 0);
    }

    private GroupView view(String wanted, long nowMillis) {
        ClusterView cluster = ClusterView.of(
                ONE, List.of(Member.live(ONE, "a", init.status())), List.of(), FencingPolicy.LEASE, Map.of());
        Hactl hactl = Hactl.parse("hactl", "web " + wanted + "\n").value();
        return views.make(cluster, cltab, hactl, Map.of(WEB, "reason"), nowMillis)
                .get(WEB);
    }

    @Test
    void itNamesTheEntryAndSinceWhenAndWhatBoundsIt() {
        starts("wait/timeout=90s");
        String note = "is waited for since 2026-11-29T12:00:00Z, at most 90 s (timeout=)";
        assertEquals("reason; load " + note, view("start", NOON).why());
        GroupView later = view("stop", NOON + 60_000);
        assertEquals("reason; load " + note + "; then it goes to stop", later.why());
        assertEquals(note, later.processes().get(0).note());
        assertEquals("", later.processes().get(1).note());
        init.on(new InitEvent.Exited(run, 0, false), 0);
        assertEquals("reason", view("start", NOON + 90_000).why());
    }

    @Test
    void itSaysSoWhereNothingBoundsIt() {
        starts("wait");
        assertEquals(
                "reason; load is waited for since 2026-11-29T12:00:00Z, however long it takes (no timeout=)",
                view("start", NOON).why());
    }
}
