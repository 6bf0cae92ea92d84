package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        splitter.add(bytes, bytes.length);
    }

    @Test
    void linesComeWhenTheyEnd() {
        add("one\ntw");
        assertEquals(List.of("one"), lines);
        add("o\n\n");
        assertEquals(List.of("one", "two", ""), lines);
        splitter.flush();
        assertEquals(3, lines.size());
    }

    @Test
    void theRestComesAtTheEndOnce() {
        add("rest");
        splitter.flush();
        splitter.flush();
        assertEquals(List.of("rest"), lines);
    }

    @Test
    void aCarriageReturnBeforeTheEndIsPartOfTheEnd() {
        add("a\r\nb\rc\n");
        assertEquals(List.of("a", "b\\x0dc"), lines);
    }

    @Test
    void controlCharactersAreEscaped() {
        add("\u001b[31mred\0\ttab\u0085\u2028\n");
        assertEquals(List.of("\\x1b[31mred\\x00\ttab\\x85\\u2028"), lines);
    }

    @Test
    void malformedTextIsReplaced() {
        add(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '\n'});
        assertEquals(List.of("a\ufffd\ufffd"), lines);
    }

    @Test
    void aCharacterThatComesInTwoPartsIsOne() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        add(new byte[] {euro[0]});
        add(new byte[] {euro[1], euro[2], '\n'});
        assertEquals(List.of("€"), lines);
    }

    @Test
    void aLongLineIsCutBetweenCharacters() {
        String line = "x" + "€".repeat(10_000);
        add(line + "\n");
        assertEquals(line, String.join("", lines));
        assertTrue(lines.size() > 1);
        assertTrue(
                lines.stream().allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= LineSplitter.LONGEST));
    }

    @Test
    void aLineOfJustTheLongestLengthIsOne() {
        add("x".repeat(LineSplitter.LONGEST) + "\n");
        assertEquals(List.of("x".repeat(LineSplitter.LONGEST)), lines);
    }

    @Test
    void bytesThatAreNoTextAreCutAsWell() {
        byte[] bytes = new byte[3 * LineSplitter.LONGEST];
        Arrays.fill(bytes, (byte) 0x80);
        add(bytes);
        splitter.flush();
        assertEquals(bytes.length, lines.stream().mapToInt(String::length).sum());
    }
}
