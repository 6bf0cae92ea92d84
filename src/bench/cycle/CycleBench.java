import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.decide.CycleTime;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.decide.PlanSettings;
import org.mosha.decide.Planner;
import org.mosha.fence.StomithRule;
import org.mosha.model.ClStat;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;
import org.mosha.model.Runlevel;

/**
 * How long a node thinks in one cycle: 50 nodes that each speak of every group, with 500, 1,000 and 2,000 groups, once
 * while all of them run and once while all are free to be taken. Prints medians and how they grow, and ends with exit
 * code 1 when one takes 50 ms or more, or twice the groups take more than three times as long.
 */
public final class CycleBench {
    private static final int NODES = 50;
    private static final int[] GROUPS = {500, 1000, 2000};
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 101;
    private static final double MOST_MILLIS = 50;
    private static final double MOST_GROWTH = 3;
    private static final NodeId SELF = new NodeId(1);
    private static final Runlevel START = new Runlevel("start");

    private CycleBench() {}

    /**
     * Runs it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        for (int i = 0; i < WARM_UP; i++) {
            Planner.plan(observation(GROUPS[i % GROUPS.length], i % 2 == 0));
        }
        boolean good = true;
        for (boolean running : new boolean[] {true, false}) {
            double before = 0;
            for (int groups : GROUPS) {
                double millis = median(observation(groups, running));
                boolean first = before == 0;
                System.out.printf(
                        Locale.ROOT,
                        "%d nodes x %4d groups, %s: %6.2f ms%s%n",
                        NODES,
                        groups,
                        running ? "all run " : "all free",
                        millis,
                        first ? "" : String.format(Locale.ROOT, " (x %.2f)", millis / before));
                good &= millis < MOST_MILLIS && (first || millis / before < MOST_GROWTH);
                before = millis;
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static double median(Observation seen) {
        // the time of the processor, since others may work on this machine
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = threads.getCurrentThreadCpuTime();
            Planner.plan(seen);
            millis[i] = (threads.getCurrentThreadCpuTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    private static Observation observation(int groups, boolean running) {
        Map<GroupName, Runlevel> wanted = new HashMap<>();
        List<Claim> claims = new ArrayList<>();
        List<SortedMap<GroupName, GroupStatus>> statuses = new ArrayList<>();
        for (int n = 0; n < NODES; n++) {
            statuses.add(new TreeMap<>());
        }
        for (int g = 0; g < groups; g++) {
            GroupName name = new GroupName("group" + g);
            wanted.put(name, START);
            for (int n = 0; n < NODES; n++) {
                boolean here = running && g % NODES == n;
                statuses.get(n).put(name, GroupStatus.of(here ? START : Runlevel.STOP, GroupState.DONE));
                if (here) {
                    claims.add(new Claim(name, new NodeId(n + 1), "life" + n, 1));
                }
            }
        }
        List<Member> members = new ArrayList<>();
        for (int n = 0; n < NODES; n++) {
            members.add(Member.live(new NodeId(n + 1), "life" + n, new ClStat(statuses.get(n))));
        }
        return new Observation(
                Duration.ofMinutes(10),
                SELF,
                members,
                claims,
                wanted,
                Map.of(),
                Map.of(),
                Map.of(),
                settings(),
                memory(),
                1);
    }

    private static PlanSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new PlanSettings(
                FencingPolicy.LEASE,
                new StomithRule(minute, StomithRule.GRACE, Optional.empty()),
                PlacementMethod.RANKED,
                1.5,
                Duration.ofMillis(500),
                minute);
    }

    private static Memory memory() {
        return Memory.first(Quorum.fresh(0.6), new CycleTime(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }
}
