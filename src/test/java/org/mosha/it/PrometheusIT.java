package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** What the JMX exporter's agent shows of a daemon, with the shipped files for it. */
class PrometheusIT {
    private static final Path AGENT =
            Path.of("target/clients/jmx_prometheus_javaagent.jar").toAbsolutePath();
    private static final Path RULES = Path.of("etc/prometheus/mosha.yml").toAbsolutePath();
    private static final Pattern METRIC = Pattern.compile("\\bmosha_\\w+");
    private static final Pattern NAME = Pattern.compile("^ +name: (mosha_\\w+)$", Pattern.MULTILINE);

    @TempDir
    static Path dir;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DaemonUnderTest daemon;
    private static URI metrics;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        daemon = new DaemonUnderTest(dir)
                .withEnvironment("MOSHA_DAEMON_OPTS", "-javaagent:" + AGENT + "=127.0.0.1:" + port + ":" + RULES)
                .with("hpcbase", dir.toRealPath().resolve("hpc").toString())
                .with("stomith", "false");
        for (int node = 1; node <= 2; node++) {
            Path up = Files.createDirectories(dir.resolve("hpc/nodes/" + node));
            Files.writeString(up.resolve("status"), "3\n");
        }
        daemon.cltab("web:httpd:slow,fast:respawn:exec sleep 1000", "rests:nothing:1:respawn:exec sleep 1000");
        daemon.hactl("web slow");
        daemon.start();
        daemon.jmx().call(BeanNames.QUORUM, "reset", "1");
        daemon.awaitRunning("web");
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void everythingThatIsDocumentedIsShownAndWithItAllThatAlertsAndDashboardsUse() throws Exception {
        awaitMetrics("mosha_group_running{group=\"web\"} 1.0", "mosha_node_groups{node=\"1\"} 1.0");
        String scraped = scrape();
        Set<String> shown = scraped.lines()
                .filter(line -> line.startsWith("mosha_"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = NAME.matcher(Files.readString(RULES))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, shown);
        for (String file : new String[] {"etc/prometheus/alerts.yml", "etc/grafana/mosha.json"}) {
            Set<String> used = METRIC.matcher(Files.readString(Path.of(file)))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            used.removeAll(shown);
            assertEquals(Set.of(), used, file);
        }
        assertEquals(documented.size(), help(scraped), "each with a text");
    }

    private static long help(String scraped) {
        return scraped.lines()
                .filter(line -> line.matches("# HELP mosha_\\w+ \\w.+"))
                .count();
    }

    @Test
    void quorumNodesGroupsAndTheCycleHaveTheirValues() throws Exception {
        awaitMetrics(
                "mosha_quorate 1.0",
                "mosha_quorum_nodes_required 1.0",
                "mosha_node_up{node=\"1\"} 1.0",
                "mosha_node_groups{node=\"1\"} 1.0",
                "mosha_group_running{group=\"web\"} 1.0",
                "mosha_group_owner{group=\"web\"} 1.0",
                "mosha_group_local{group=\"web\"} 1.0",
                "mosha_group_level{group=\"web\",level=\"slow\"} 1.0",
                "mosha_group_wanted{group=\"rests\"} 0.0",
                "mosha_group_owner{group=\"rests\"} 0.0",
                "mosha_process_alive{group=\"web\",tag=\"httpd\"} 1.0",
                "mosha_cycle_time_seconds 1.0");
        double cycles = metric("mosha_cycles_total");
        Await.until("cycles go on", () -> metric("mosha_cycles_total") > cycles);
        assertTrue(metric("mosha_cycle_last_duration_seconds") < 60);
    }

    @Test
    void aChangeOfLevelARespawnAFailedShotAndARefusedFileAreShown() throws Exception {
        Processes.signal(daemon.jmx().pid("web", "httpd"), "KILL");
        awaitMetrics(
                "mosha_group_respawns_total{group=\"web\"} 1.0",
                "mosha_process_respawns_total{group=\"web\",tag=\"httpd\"} 1.0");
        daemon.ask("set", "web", "fast");
        awaitMetrics(
                "mosha_group_level{group=\"web\",level=\"fast\"} 1.0",
                "mosha_group_wanted_level{group=\"web\",level=\"fast\"} 1.0");
        daemon.ask("set", "web", "slow");
        daemon.awaitStatus("web", "slow DONE");

        daemon.ask("stomith", "2", "--yes");
        awaitMetrics("mosha_stomith_tries_total 1.0", "mosha_stomith_failures_total 1.0");

        String cltab = Files.readString(daemon.cltab());
        daemon.cltab(cltab + "no entry at all");
        awaitMetrics("mosha_config_valid 0.0");
        daemon.cltab(cltab);
        awaitMetrics("mosha_config_valid 1.0");
    }

    private static void awaitMetrics(String... lines) {
        Await.untilHolds(() -> {
            Set<String> shown = scrape().lines().collect(Collectors.toSet());
            Set<String> missing = Stream.of(lines).collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(shown);
            assertEquals(Set.of(), missing);
        });
    }

    private static double metric(String name) throws IOException, InterruptedException {
        return scrape().lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String scrape() throws IOException, InterruptedException {
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(
                200, response.statusCode(), new TreeMap<>(response.headers().map())::toString);
        return response.body();
    }
}
