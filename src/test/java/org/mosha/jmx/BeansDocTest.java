package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** That the page about the beans says what they say of themselves; and the way to bring it up to date. */
class BeansDocTest {
    private static final Path PAGE = Path.of("src/site/markdown/jmx.md");
    private static final String BEGIN = "<!-- made of the beans' own descriptions: begin -->\n";
    private static final String END = "<!-- made of the beans' own descriptions: end -->\n";
    private static final String HOW = "mvn test -Dtest=BeansDocTest -Dmosha.docs.write=true";

    @Test
    void thePageSaysWhatTheBeansSay() throws IOException, JMException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "the marks are gone from " + PAGE);
        String expected = page.substring(0, begin + BEGIN.length()) + "\n" + reference() + "\n" + page.substring(end);
        if (Boolean.getBoolean("mosha.docs.write")) {
            Files.writeString(PAGE, expected);
        } else {
            assertEquals(expected, page, PAGE + " is out of date; this writes it anew: " + HOW);
        }
    }

    private static String reference() throws JMException {
        try (OpenBeans open = new OpenBeans()) {
            return new BeansAsMarkdown(open.server).text();
        }
    }
}
