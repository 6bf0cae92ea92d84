package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {
    private static final String CLTAB = """
            web:web1:start:respawn:exec httpd
            web:web2:12:wait:true
            web:web3:start:wait:true
            db:db1:long1,long2:wait:true
            """;

    private static String cross(String hactl) {
        Cltab cltab = Cltab.parse("cltab", CLTAB).value();
        return ConfigCheck.cross("hactl", Hactl.parse("hactl", hactl).value(), cltab).stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void nothingIsLikeANameOfOneLetter() {
        assertEquals("", Words.hint("b", List.of("0", "c", "bc")));
        assertEquals(" (did you mean 'B'?)", Words.hint("b", List.of("c", "B")));
    }

    @Test
    void filesThatFitHaveNoProblem() {
        assertEquals("", cross("web 2\ndb long2\n"));
        assertEquals("", cross("web stop\n"));
        assertEquals("", cross(""));
    }

    @Test
    void whatDoesNotFitIsAWarningByLine() {
        assertEquals("""
                hactl:1: warning: group 'wbe' is not in cltab: nothing is run for it (did you mean 'web'?)
                hactl:2: warning: no entry of group 'web' is at level '99': going there only stops the rest; \
                its entries are at start 1 2
                hactl:3: warning: no entry of group 'db' is at level 'long3': going there only stops the rest; \
                its entries are at long1 long2
                hactl:4: warning: group 'another' is not in cltab: nothing is run for it""", cross("wbe stop\nweb 99\ndb long3\nanother start\n"));
    }

    @Test
    void reservedLevelsNeedNoEntries() {
        assertEquals("", cross("web test\ndb stop\n"));
    }

    @Test
    void anEmptyCltabKnowsNoGroup() {
        assertEquals(
                1,
                ConfigCheck.cross("h", Hactl.parse("h", "web start").value(), Cltab.EMPTY)
                        .size());
    }
}
