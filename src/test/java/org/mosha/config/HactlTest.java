package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class HactlTest {
    private static final String NAME = ": expected one or more of A-Z a-z 0-9 _ . -";

    private static final String IGNORED = "warning: '2' behind prefer is ignored: expected prefer=1,2 as one word";

    private static void lineHas(String line, String... expected) {
        String all = List.of(expected).stream().map(e -> "hactl:1: " + e).collect(Collectors.joining("\n"));
        String found = Hactl.parse("hactl", line).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
        assertEquals(all, found, line);
    }

    private static Hactl clean(String text) {
        Parsed<Hactl> parsed = Hactl.parse("hactl", text);
        assertEquals(List.of(), parsed.problems());
        return parsed.value();
    }

    private static Hactl.Wish wish(int line, String level, Integer... prefer) {
        List<NodeId> nodes = List.of(prefer).stream().map(NodeId::new).toList();
        return new Hactl.Wish(new Runlevel(level), nodes, line);
    }

    @Test
    void eachLineIsAWish() {
        Hactl hactl = clean("""
                # comment
                web   start  prefer=2,1
                \t db\t99\tas before # prefer=9
                  # indented

                0 0 # zero
                mail stop #prefer=3""");

        assertEquals(
                Map.of(
                        new GroupName("web"), wish(2, "start", 2, 1),
                        new GroupName("db"), wish(3, "99"),
                        new GroupName("0"), wish(6, "0"),
                        new GroupName("mail"), wish(7, "stop")),
                hactl.wishes());
        assertEquals(Optional.of(new Runlevel("99")), hactl.level(new GroupName("db")));
        assertEquals(Optional.empty(), hactl.level(new GroupName("other")));
    }

    @Test
    void carriageReturnsAtLineEndsAndAByteOrderMarkDoNotMatter() {
        assertEquals(clean("a start\nb stop\n"), clean("\uFEFFa start\r\nb stop\r\n"));
    }

    @Test
    void aGroupListedTwiceIsAnErrorAndTheFirstLineCounts() {
        Parsed<Hactl> parsed = Hactl.parse("hactl", "a 1\nb 1\na 2\n");

        assertEquals(List.of(Problem.error("hactl", 3, "group 'a' listed twice: line 1 has it")), parsed.problems());
        assertEquals(Optional.of(new Runlevel("1")), parsed.value().level(new GroupName("a")));
    }

    @Test
    void badLines() {
        lineHas("web", "error: missing level: expected group level, found 'web'");
        lineHas("web # start", "error: missing level: expected group level, found 'web # start'");
        lineHas("web/1 start", "error: bad group name 'web/1'" + NAME);
        lineHas("web st:art", "error: bad runlevel name 'st:art'" + NAME);
        lineHas("web=1 st,", "error: bad group name 'web=1'" + NAME, "error: bad runlevel name 'st,'" + NAME);
        lineHas("web\u00A0start", "error: missing level: expected group level, found 'web\\u00A0start'");
        lineHas("web start\u0007", "error: control character U+0007 in the line");
        lineHas("web start \uFFFD", "error: unreadable character in the line: expected UTF-8");
    }

    @Test
    void reservedLevels() {
        lineHas("web plan", "error: level plan is reserved: the group would be planned for ever and never run");
        lineHas("web test", "warning: level test is reserved: the group would be tested on a node and stay there");
        lineHas("web stop");
    }

    @Test
    void preferences() {
        String expected = " in prefer: expected node numbers such as prefer=1,2";
        lineHas("web start prefer=", "error: bad node ''" + expected);
        lineHas("web start prefer=1,,2", "error: bad node ''" + expected);
        lineHas("web start prefer=0,x", "error: bad node '0'" + expected, "error: bad node 'x'" + expected);
        lineHas("web start prefer=99999999999", "error: bad node '99999999999'" + expected);
        lineHas("web start prefer=1,1", "error: node 1 listed twice in prefer");
        lineHas("web start prefer=1 prefer=2", "error: prefer given twice");
        lineHas("web start prefer=1, 2", "error: bad node ''" + expected, IGNORED);
        lineHas("web start prefer=1 2", IGNORED);
        lineHas("web start as before prefer=1");
        lineHas("web start and more words, as the original has it");
        lineHas(
                "web start prefers=1",
                "warning: unknown option 'prefers' is ignored: expected prefer=1,2 (did you mean 'prefer'?)");
        lineHas("web start weight=1", "warning: unknown option 'weight' is ignored: expected prefer=1,2");
        lineHas("web start # weight=1");
    }

    @Test
    void nothingIsAnEmptyHactl() {
        assertEquals(Hactl.EMPTY, clean(""));
        assertFalse(Hactl.parse("hactl", "").hasErrors());
        assertThrows(
                UnsupportedOperationException.class, () -> Hactl.EMPTY.wishes().put(new GroupName("a"), wish(1, "b")));
    }
}
