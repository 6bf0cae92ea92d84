package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;

/** Files that were damaged at random: whatever is in them, the parsers say so and do not break. */
class DamagedFilesTest {
    private static final int FILES = 10_000;
    private static final Duration GENEROUS = Duration.ofMinutes(5);
    private static final Pattern REPORT = Pattern.compile("f:[0-9]+: (error|warning): [^\\p{Cntrl}]+");

    private static final String SETTINGS = """
            # a comment
            mfsbase=/mfs
            timeout: 60
            nodes=1=a,2=b
            stomith=/sbin/shoot -f
            session.timeout=2000
            quorum.ratio=0.6
            """;

    private static final Cltab FITTING = Cltab.parse("f", Damages.CLTAB).value();

    @FunctionalInterface
    private interface Check {
        void of(String text);
    }

    @Test
    void theUndamagedFilesHaveNoErrors() {
        assertFalse(Cltab.parse("f", Damages.CLTAB).hasErrors());
        assertEquals(List.of(), Hactl.parse("f", Damages.HACTL).problems());
        assertEquals(List.of(), settings(SETTINGS).problems());
    }

    @Test
    void damagedCltabsAreRead() {
        int bad = damaged(Damages.CLTAB, Damages.HACTL, DamagedFilesTest::checkCltab, text -> Cltab.parse("f", text));
        assertTrue(bad > FILES / 4, "the damages hardly damage: " + bad);
    }

    @Test
    void damagedHactlsAreReadAndEdited() {
        int bad = damaged(Damages.HACTL, Damages.CLTAB, DamagedFilesTest::checkHactl, text -> Hactl.parse("f", text));
        assertTrue(bad > FILES / 4, "the damages hardly damage: " + bad);
    }

    @Test
    void damagedSettingsAreRead() {
        int bad = damaged(
                SETTINGS, Damages.HACTL, text -> checkProblems(settings(text), text), DamagedFilesTest::settings);
        assertTrue(bad > FILES / 4, "the damages hardly damage: " + bad);
    }

    private static int damaged(String good, String other, Check check, Function<String, Parsed<?>> parser) {
        return assertTimeoutPreemptively(GENEROUS, () -> {
            int bad = 0;
            for (long seed = 0; seed < FILES; seed++) {
                String text = Damages.of(good, other, new Random(seed));
                try {
                    check.of(text);
                    bad += parser.apply(text).hasErrors() ? 1 : 0;
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("seed " + seed + ", text:\n" + text, e);
                }
            }
            return bad;
        });
    }

    private static Parsed<Settings> settings(String text) {
        return Settings.parse("f", text, Map.of(), Path.of("/opt/mosha"));
    }

    private static void checkCltab(String text) {
        Parsed<Cltab> parsed = Cltab.parse("f", text);
        checkProblems(parsed, text);
        String[] lines = text.split("\n", -1);
        Set<Tag> tags = new HashSet<>();
        Set<Integer> errorLines = new HashSet<>();
        parsed.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .forEach(p -> errorLines.add(p.line()));
        int last = 0;
        for (Entry entry : parsed.value().entries()) {
            assertTrue(entry.line() > last, "file order");
            last = entry.line();
            assertTrue(tags.add(entry.tag()), "unique tags");
            assertFalse(errorLines.contains(entry.line()), "an entry of a bad line");
            String line = lines[entry.line() - 1];
            assertTrue(line.contains(entry.group() + ":" + entry.tag() + ":" + entry.levels() + ":" + entry.mode()));
            assertTrue(entry.command().chars().noneMatch(c -> Character.isISOControl(c) && c != '\t'));
            assertTrue(parsed.value().entries(entry.group()).contains(entry), "index");
            assertTrue(parsed.value().groups().contains(entry.group()), "groups");
            boolean limited = entry.mode() != Mode.ONCE && entry.mode() != Mode.RESPAWN;
            assertTrue(limited || entry.options().timeout().isEmpty(), "timeout of a background entry");
        }
        // every line is accounted for: skipped, a variable, an entry, or a problem
        assertEquals(significant(lines), accounted(parsed), "lines without a trace");
    }

    private static Set<Integer> significant(String[] lines) {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < lines.length; i++) {
            String bare = lines[i].replace("\uFEFF", i == 0 ? "" : "\uFEFF").replaceAll("\r$", "");
            if (!bare.isBlank() && !bare.stripLeading().startsWith("#")) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }

    private static Set<Integer> accounted(Parsed<Cltab> parsed) {
        Set<Integer> numbers = new HashSet<>();
        parsed.value().entries().forEach(e -> numbers.add(e.line()));
        parsed.problems().forEach(p -> numbers.add(p.line()));
        return numbers;
    }

    private static void checkHactl(String text) {
        Parsed<Hactl> parsed = Hactl.parse("f", text);
        checkProblems(parsed, text);
        int lines = text.split("\n", -1).length;
        ConfigCheck.cross("f", parsed.value(), FITTING).forEach(p -> checkProblem(p, lines));
        for (GroupName group : List.of(new GroupName("db"), new GroupName("new"))) {
            String edited = Hactl.edit(text, group, new Runlevel("edited"));
            assertEquals(
                    Optional.of(new Runlevel("edited")),
                    Hactl.parse("f", edited).value().level(group));
            assertTrue(edited.length() >= text.length() - 40, "more than a level was lost");
        }
    }

    private static void checkProblems(Parsed<?> parsed, String text) {
        int last = 0;
        int lines = text.split("\n", -1).length;
        for (Problem problem : parsed.problems()) {
            checkProblem(problem, lines);
            assertTrue(problem.line() >= last, "file order");
            last = problem.line();
        }
        boolean error = parsed.problems().stream().anyMatch(p -> p.toString().contains(": error: "));
        assertEquals(error, parsed.hasErrors());
    }

    private static void checkProblem(Problem problem, int lines) {
        assertTrue(problem.line() >= 1 && problem.line() <= lines, problem.toString());
        assertTrue(REPORT.matcher(problem.toString()).matches(), problem.toString());
        assertTrue(problem.text().length() < 400, problem.toString());
    }
}
