package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Random faults on real daemons, for as long and on as many hosts as one likes; not a part of the build. Properties:
 * {@code lab.faults} (100), {@code lab.nodes} (3), {@code lab.seed}, {@code lab.minutes} (after which no new faults begin,
 * 8), {@code lab.settings}, such as {@code session.timeout=1000,cycletime=2}.
 */
class LabCampaign {
    /** After a thaw a group may live for so long, which only fencing or the epoch covers. */
    private static final Duration THAW = Duration.ofMillis(Integer.getInteger("lab.thaw", 50));

    @Test
    void noGroupRunsTwiceAndAllRunInTheEnd() throws Exception {
        LabNeeds.check(LabCampaign.class);
        int faults = Integer.getInteger("lab.faults", 100);
        int nodes = Integer.getInteger("lab.nodes", 3);
        long seed = Long.getLong("lab.seed", System.nanoTime() % 1_000_000_000);
        System.out.printf("campaign: up to %d faults on %d nodes, seed %d%n", faults, nodes, seed);
        try (LabCluster cluster = LabCluster.started("LabCampaign", nodes, LabGroups::ofAllKinds)) {
            Campaign campaign = new Campaign(cluster, seed);
            Verdict verdict = new Verdict(cluster);
            long end = System.nanoTime()
                    + Duration.ofMinutes(Long.getLong("lab.minutes", 8L)).toNanos();
            int happened = 0;
            try {
                while (happened < faults && System.nanoTime() - end < 0) {
                    happened += campaign.round(faults - happened);
                    verdict.neverTwice(THAW);
                    verdict.sameConfiguration();
                    System.out.println("campaign: " + happened + " faults so far");
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + campaign.story(), e);
            } finally {
                tell(campaign, happened);
                System.out.println("campaign: " + verdict);
            }
            verdict.somethingWasJudged();
            assertTrue(happened > 0);
        }
    }

    private static void tell(Campaign campaign, int happened) {
        System.out.println("campaign: " + happened + " faults: " + campaign.counts());
        campaign.millis().forEach((what, all) -> {
            String name = what.toLowerCase(Locale.ROOT).replace('_', ' ') + ", until groups run elsewhere";
            System.out.println("campaign: " + new Figure(name, "ms", all));
        });
    }
}
