package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CltabProblemsTest {
    private static final String NAME = ": expected one or more of A-Z a-z 0-9 _ . -";
    private static final String OPTIONS = ": expected user, dir, env-file, stop-signal, stop-timeout or timeout";
    private static final String DURATION = ": expected a duration such as 30s, 500ms, 2m or 1h, from 1ms to 24h";

    private static String problems(String text) {
        return Cltab.parse("etc/cltab", text).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }

    private static void lineHas(String line, String... expected) {
        String all = List.of(expected).stream().map(e -> "etc/cltab:1: " + e).collect(Collectors.joining("\n"));
        assertEquals(all, problems(line), line);
    }

    @Test
    void everyProblemOfAFileIsReportedInOrderWithItsLine() {
        String text = """
                # all at once
                web:www:start:respawn:exec httpd
                just words
                web:www:stop:wait:true
                db:db1:start,start:wiat/nice=5:true

                :::colour:red
                :::log:/var/log/x
                """;

        assertEquals("""
                etc/cltab:3: error: missing field: expected group:tag:runlevels:mode:command, found 1 field
                etc/cltab:4: error: duplicate tag 'www': line 2 has it; tags are unique in the whole file
                etc/cltab:5: error: level 'start' listed twice in 'start,start'
                etc/cltab:5: error: unknown mode 'wiat': expected wait, once, respawn, test or off (did you mean 'wait'?)
                etc/cltab:5: error: unknown mode option 'nice'%s
                etc/cltab:7: warning: unknown variable 'colour': it is not used
                etc/cltab:8: warning: variable 'log' is not used by Mosha: see the settings file""".formatted(OPTIONS), problems(text));
    }

    @Test
    void aGroupWhoseNameIsTooLongForAFile() {
        String rest = ":t:start:respawn:true";
        lineHas("g".repeat(200) + rest);
        lineHas(
                "g".repeat(201) + rest,
                "warning: group name of 201 characters: expected 200 at most,"
                        + " as with engine=directory no node can claim the group");
    }

    @Test
    void missingFields() {
        String form = "error: missing field: expected group:tag:runlevels:mode:command, found ";
        lineHas("g", form + "1 field");
        lineHas("g:t", form + "2 fields");
        lineHas("g:t:s", form + "3 fields");
        lineHas("g:t:s:respawn", "error: missing field: no command: mode respawn needs one");
        lineHas("g:t:s:test", "error: missing field: no command: mode test needs one");
        lineHas("g:t:s:wait", "warning: missing field: no command: the entry runs nothing");
        lineHas("g:t:s:once", "warning: missing field: no command: the entry runs nothing");
        lineHas("g:t:s:off");
    }

    @Test
    void emptyCommands() {
        lineHas("g:t:s:respawn:", "error: empty command: mode respawn needs one");
        lineHas("g:t:s:test: \t", "error: empty command: mode test needs one");
        lineHas("g:t:s:wait:", "warning: empty command: the entry runs nothing");
        lineHas("g:t:s:off:");
    }

    @Test
    void badNames() {
        lineHas(":t:s:wait:true", "error: bad group name ''" + NAME);
        lineHas("a b::s:wait:true", "error: bad group name 'a b'" + NAME, "error: bad tag ''" + NAME);
        lineHas("g:t/1:s:wait:true", "error: bad tag 't/1'" + NAME);
        lineHas("g:t:s t:wait:true", "error: bad runlevel name 's t'" + NAME);
        lineHas("g:t:a, b:wait:true", "error: bad runlevel name ' b'" + NAME);
        lineHas("grün\u200B:t:s:wait:true", "error: bad group name 'grün\\u200B'" + NAME);
        lineHas("x".repeat(50) + "!:t:s:wait:true", "error: bad group name '" + "x".repeat(40) + "...'" + NAME);
    }

    @Test
    void runlevels() {
        String empty = "error: empty runlevels: expected a level, one-letter levels such as 12, or a comma list";
        lineHas("g:t::wait:true", empty);
        lineHas("g:t: :wait:true", empty);
        lineHas("g:t:,:wait:true", "error: empty level in the list ','");
        lineHas("g:t:a,,b:wait:true", "error: empty level in the list 'a,,b'");
        lineHas(
                "g:t:,a,a:wait:true",
                "error: empty level in the list ',a,a'",
                "error: level 'a' listed twice in ',a,a'");
        lineHas("g:t:a,,:wait:true", "error: empty level in the list 'a,,'");
        lineHas("g:t:11:wait:true", "error: level '1' listed twice in '11' (a level of that name is written '11,')");
        lineHas("g:t:11,:wait:true");
        lineHas("g:t:test:wait:true");
    }

    @Test
    void reservedLevelsMisused() {
        String plan = "warning: an entry at level plan runs on every node that considers the group,"
                + " before it is known where the group goes";
        lineHas("g:t:plan:wait:true", plan);
        lineHas("g:t:start,plan:once:true", plan);
        lineHas(
                "g:t:start,plan:test:true",
                "error: mode test at level plan: nothing acts on its result: expected wait, or level test");
        lineHas("g:t:plan,:off:true");
        String background = " at level test starts before the group's tests have passed: expected test or wait";
        lineHas("g:t:test:once:true", "warning: mode once" + background);
        lineHas("g:t:start,test:respawn:true", "warning: mode respawn" + background);
        lineHas("g:t:test,start:test:true");
        lineHas(
                "g:t:start,stop:respawn:true",
                "error: mode respawn at level stop would keep running where the group is stopped: expected wait");
        lineHas(
                "g:t:stop:once:true",
                "warning: mode once at level stop may still run when the group counts as stopped: expected wait");
        lineHas("g:t:stop:test:true", "error: mode test at level stop: nothing acts on its result: expected wait");
        lineHas("g:t:stop:wait:true");
        lineHas(
                "g:t:plan,stop:respawn:true",
                plan,
                "error: mode respawn at level stop would keep running where the group is stopped: expected wait");
    }

    @Test
    void unknownModes() {
        String expected = ": expected wait, once, respawn, test or off";
        lineHas("g:t:s::true", "error: unknown mode ''" + expected);
        lineHas("g:t:s:Wait:true", "error: unknown mode 'Wait'" + expected + " (did you mean 'wait'?)");
        lineHas("g:t:s:respwan:true", "error: unknown mode 'respwan'" + expected + " (did you mean 'respawn'?)");
        lineHas("g:t:s:ctrlaltdel/timeout=1:true", "error: unknown mode 'ctrlaltdel'" + expected);
    }

    @Test
    void modeOptions() {
        String empty = "error: empty mode option: expected name=value after the slash and between commas";
        lineHas("g:t:s:wait/:true", empty);
        lineHas("g:t:s:wait/user=a,:true", empty);
        lineHas("g:t:s:wait/User=a:true", "error: unknown mode option 'User'" + OPTIONS + " (did you mean 'user'?)");
        lineHas("g:t:s:wait/user:true", "error: mode option user has no value: expected user=...");
        lineHas("g:t:s:wait/user=a,user=b:true", "error: mode option user given twice");
        lineHas(
                "g:t:s:once/timeout=5:true",
                "error: mode option timeout is for wait and test only: a once entry has no end to wait for");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user=a b|a b|user|a user's name",
                "user=|''|user|a user's name",
                "dir=srv|srv|dir|an absolute path",
                "env-file=./e|./e|env-file|an absolute path",
                "stop-signal=STOP|STOP|stop-signal|a signal such as TERM, INT or QUIT",
            })
    void malformedOptionValues(String option, String value, String name, String expected) {
        lineHas(
                "g:t:s:respawn/" + option + ":true",
                "error: bad value '" + value + "' of mode option " + name + ": expected " + expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "0s", "-1", "1d", "25h", "99999999999", "1 s", "''", "1e3", "0.0001s", "s"})
    void malformedDurations(String text) {
        lineHas(
                "g:t:s:respawn/stop-timeout=" + text + ":true",
                "error: bad value '" + text + "' of mode option stop-timeout" + DURATION);
    }

    @Test
    void variables() {
        lineHas(":::", "error: bad variable name ''" + NAME);
        lineHas(":::socket", "error: variable 'socket' has no value: expected :::name:value");
        lineHas(":::so cket:x", "error: bad variable name 'so cket'" + NAME);
        lineHas(":::clstat:", "warning: variable 'clstat' is not used by Mosha: see the settings file");
    }

    @Test
    void charactersThatNoLineMayHave() {
        lineHas("g:t:s:wait:a\u0000b", "error: control character U+0000 in the line");
        lineHas("g:t:s:wait:a\rb", "error: control character U+000D in the line");
        lineHas("g:t:s:wait:\u001B[1m", "error: control character U+001B in the line");
        lineHas("g:t:s:wait:a\u0085", "error: control character U+0085 in the line");
        lineHas("g:t:s:wait:caf\uFFFD", "error: unreadable character in the line: expected UTF-8");
        lineHas("g:t:s:wait:\uD800", "error: unreadable character in the line: expected UTF-8");
        lineHas("g:t:s:wait:caf\u00E9 \uD83D\uDE00");
        lineHas("# a comment may have anything: \u0000 \uFFFD");
    }
}
