package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.model.GroupName;
import org.mosha.model.ProcessSignal;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;

class CltabTest {
    private static Cltab clean(String text) {
        Parsed<Cltab> parsed = Cltab.parse("cltab", text);
        assertEquals(List.of(), parsed.problems());
        return parsed.value();
    }

    private static Entry one(String line) {
        List<Entry> entries = clean(line).entries();
        assertEquals(1, entries.size());
        return entries.get(0);
    }

    @Test
    void fiveFieldsMakeAnEntryWithItsLine() {
        Entry entry = clean("# comment\n\n  \t\n   # indented\nweb:www:start:respawn:exec httpd\n")
                .entries()
                .get(0);

        assertEquals(
                new Entry(
                        new GroupName("web"), new Tag("www"), "start", Mode.RESPAWN, ModeOptions.NONE, "exec httpd", 5),
                entry);
    }

    @Test
    void aCommandKeepsItsColonsBlanksAndTabs() {
        assertEquals(" a:b::c \t#d ", one("g:t:1:once: a:b::c \t#d ").command());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start|start|true",
                "start|s|true",
                "start|stop|false",
                "12|1|true",
                "12|2|true",
                "12|12|true",
                "12|3|false",
                "a,b|a|true",
                "a,b|b|true",
                "long1,long2|long2|true",
                "long1,long2|l|false",
                "long3,|long3|true",
                "long3,|l|false",
                "0|0|true",
                "10|0|true",
                "01,|01|true",
                "01,|0|false"
            })
    void runlevelsAreALevelOrLettersOrACommaList(String field, String level, boolean has) {
        Cltab cltab = clean("g:t:" + field + ":wait:true");

        assertEquals(has, cltab.hasLevel(new GroupName("g"), new Runlevel(level)));
        assertFalse(cltab.hasLevel(new GroupName("other"), new Runlevel(level)));
    }

    @Test
    void groupTagAndLevelMayBeZero() {
        Entry entry = one("0:0:0:wait:true");

        assertEquals("0", entry.group().value());
        assertTrue(entry.isAt(new Runlevel("0")));
    }

    @Test
    void entriesStayInFileOrderAlsoWhenGroupsAlternate() {
        Cltab cltab = clean("b:1:s:wait:true\na:2:s:wait:true\nb:3:t:wait:true\na:4:s:wait:true\n");

        assertEquals(List.of("1", "2", "3", "4"), tags(cltab.entries()));
        assertEquals(List.of("1", "3"), tags(cltab.entries(new GroupName("b"))));
        assertEquals(List.of("2", "4"), tags(cltab.entries(new GroupName("a"))));
        assertEquals(List.of(), cltab.entries(new GroupName("c")));
        assertEquals(List.of(new GroupName("a"), new GroupName("b")), List.copyOf(cltab.groups()));
        assertEquals(List.of("s", "t"), cltab.levels(new GroupName("b")));
    }

    @Test
    void theLevelsOfAGroupAreNamedOneByOne() {
        Cltab cltab = clean("a:1:12:wait:true\na:2:slow,fast:wait:true\na:3:fast,:wait:true\na:4:start:wait:true\n");

        assertEquals(List.of("1", "2", "slow", "fast", "start"), cltab.levels(new GroupName("a")));
    }

    @Test
    void modeOptionsAreRead() {
        Entry entry = one("g:t:s:test/user=www,dir=/srv/a=b,env-file=/etc/e,stop-signal=SIGQUIT,stop-timeout=500ms,"
                + "timeout=2m:true");

        assertEquals(
                new ModeOptions(
                        Optional.of("www"),
                        Optional.of("/srv/a=b"),
                        Optional.of("/etc/e"),
                        Optional.of(ProcessSignal.QUIT),
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(Duration.ofMinutes(2))),
                entry.options());
    }

    @Test
    void anEntryThatIsSwitchedOffMayKeepItsOptionsOrLackACommand() {
        assertEquals(
                Optional.of(Duration.ofSeconds(5)),
                one("g:t:s:off/timeout=5:true").options().timeout());
        assertEquals("", one("g:t:s:off").command());
        assertEquals(Mode.OFF, one("g:t:plan,stop:off:").mode());
    }

    @Test
    void variablesAreNoEntries() {
        Parsed<Cltab> parsed = Cltab.parse("cltab", ":::log:/a:b\n:::x:1\n:::x:2\n");

        assertEquals(List.of(), parsed.value().entries());
        assertFalse(parsed.hasErrors());
    }

    @Test
    void carriageReturnsAtLineEndsAndAByteOrderMarkDoNotMatter() {
        assertEquals(
                clean("# c\ng:t:s:once:true\n\ng:u:s:once:true"),
                clean("\uFEFF# c\r\ng:t:s:once:true\r\n\r\ng:u:s:once:true\r"));
    }

    @Test
    void nothingIsAnEmptyCltab() {
        assertEquals(Cltab.EMPTY, clean(""));
        assertEquals(Cltab.EMPTY, clean("\n\n# nothing"));
        assertTrue(Cltab.EMPTY.groups().isEmpty());
    }

    @Test
    void goodEntriesOfABadFileAreStillThere() {
        Parsed<Cltab> parsed =
                Cltab.parse("cltab", "g:a:s:wait:true\ng:b:s:wiat:true\ng:a:s:wait:x\ng:c:s:wait:true\n");

        assertTrue(parsed.hasErrors());
        assertEquals(List.of("a", "c"), tags(parsed.value().entries()));
        assertEquals("true", parsed.value().entries().get(0).command());
    }

    @Test
    void tenThousandEntriesAreRead() {
        String text = IntStream.range(0, 10_000)
                .mapToObj(i -> "group" + i % 500 + ":tag" + i + ":start,12:respawn/stop-timeout=30s:sleep " + i)
                .collect(Collectors.joining("\n"));

        Cltab cltab = clean(text);

        assertEquals(10_000, cltab.entries().size());
        assertEquals(500, cltab.groups().size());
        assertEquals(20, cltab.entries(new GroupName("group7")).size());
    }

    @Test
    void whatIsHandedOutCannotBeChanged() {
        Cltab cltab = clean("g:t:s:wait:true");

        assertThrows(UnsupportedOperationException.class, () -> cltab.entries().clear());
        assertThrows(UnsupportedOperationException.class, () -> cltab.groups().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> cltab.entries(new GroupName("g")).clear());
    }

    private static List<String> tags(List<Entry> entries) {
        return entries.stream().map(e -> e.tag().value()).toList();
    }
}
