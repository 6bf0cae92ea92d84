package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether the files for Prometheus and Grafana speak of what there is. */
class PrometheusFilesTest {
    private static final Path EXPORTER = Path.of("etc/prometheus/mosha.yml");
    private static final Path ALERTS = Path.of("etc/prometheus/alerts.yml");
    private static final Path DASHBOARD = Path.of("etc/grafana/mosha.json");
    private static final Pattern NAME = Pattern.compile("^ +name: (mosha_\\w+)$", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("\\bmosha_\\w+");
    private static final Pattern RULE =
            Pattern.compile("'org\\\\.mosha<type=(\\w+)(, name=\\S+?)?(, key=\\S+?)?><(\\w*)>(\\w+): ?\\S*'$");

    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void eachRuleOfTheExporterIsAboutAnAttribute() throws IOException, JMException {
        List<String> patterns = Files.readAllLines(EXPORTER).stream()
                .filter(line -> line.contains("pattern:"))
                .toList();
        assertEquals(names().size(), patterns.size());
        for (String line : patterns) {
            Matcher rule = RULE.matcher(line);
            assertTrue(rule.find(), line);
            ObjectName bean = bean(rule.group(1));
            Set<String> known = rule.group(4).isEmpty() ? attributes(bean) : columns(bean, rule.group(4));
            assertTrue(known.contains(rule.group(5)), line);
        }
    }

    @Test
    void whatTheExporterLeavesOutIsThere() throws IOException, JMException {
        List<String> lines = Files.readAllLines(EXPORTER);
        List<String> left = lines.subList(lines.indexOf("  'org.mosha:type=Cluster':") + 1, lines.indexOf("rules:"));
        assertTrue(attributes(BeanNames.CLUSTER)
                .containsAll(
                        left.stream().map(line -> line.replace("    - ", "")).toList()));
        assertEquals(9, left.size());
    }

    @Test
    void eachAlertIsMadeOfMetricsThatTheExporterShows() throws IOException {
        Set<String> alerts = Files.readAllLines(ALERTS).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceFirst(".*- alert: ", ""))
                .collect(Collectors.toSet());
        assertTrue(alerts.containsAll(Set.of(
                "MoshaQuorumLost",
                "MoshaGroupNotAtItsLevel",
                "MoshaConflict",
                "MoshaFencingFailed",
                "MoshaConfigRejected")));
        assertUsesOnlyWhatThereIs(metrics(Files.readString(ALERTS)));
    }

    @Test
    void eachPanelOfTheDashboardIsMadeOfMetricsThatTheExporterShows() throws IOException {
        JsonObject dashboard =
                JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        List<String> expressions = new ArrayList<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                String expression = target.getAsJsonObject().get("expr").getAsString();
                assertTrue(METRIC.matcher(expression).find(), expression);
                expressions.add(expression);
            }
        }
        assertTrue(expressions.size() >= 15, expressions::toString);
        assertUsesOnlyWhatThereIs(metrics(String.join("\n", expressions)));
    }

    private static void assertUsesOnlyWhatThereIs(Set<String> used) throws IOException {
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(names());
        assertEquals(Set.of(), missing);
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> names() throws IOException {
        return NAME.matcher(Files.readString(EXPORTER))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectName bean(String type) throws JMException {
        String name = Stream.of("ResourceGroup,name=web", "Node,name=1")
                .filter(bean -> bean.startsWith(type + ","))
                .findFirst()
                .orElse(type);
        return new ObjectName("org.mosha:type=" + name);
    }

    private Set<String> attributes(ObjectName bean) throws JMException {
        return Arrays.stream(open.server.getMBeanInfo(bean).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .collect(Collectors.toSet());
    }

    private Set<String> columns(ObjectName bean, String table) throws JMException {
        TabularData data = (TabularData) open.get(bean, table);
        return new TreeSet<>(((javax.management.openmbean.CompositeType)
                        data.getTabularType().getRowType().getType("value"))
                .keySet());
    }
}
