package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CStringsTest {
    @Test
    void aStringEndsWithANul() throws IOException {
        assertArrayEquals("sh\0".getBytes(StandardCharsets.US_ASCII), CStrings.of("sh"));
    }

    @Test
    void aVectorHasEachStringAndEndsWithANull() throws IOException {
        assertVector(List.of("/bin/sh", "", "-c", "echo a b"), "UTF-8");
    }

    @Test
    void noStringsAreAVectorToo() throws IOException {
        assertVector(List.of(), "UTF-8");
    }

    @Test
    void whatIsNotAsciiIsEncodedOneByOne() throws IOException {
        List<String> texts = List.of("echo", "h\u00e9llo w\u00f6rld", "\u65e5\u672c");
        try (Memory vector = CStrings.vector(texts)) {
            for (int i = 0; i < texts.size(); i++) {
                byte[] expected = CStrings.of(texts.get(i));
                byte[] found = vector.getPointer((long) i * Native.POINTER_SIZE).getByteArray(0, expected.length);
                assertArrayEquals(expected, found);
            }
            assertNull(vector.getPointer((long) texts.size() * Native.POINTER_SIZE));
        }
    }

    @Test
    void aNulWouldCutAStringOffAndIsRefused() {
        assertThrows(IOException.class, () -> CStrings.of("a\0b"));
        assertThrows(IOException.class, () -> CStrings.vector(List.of("a", "b\0c")));
    }

    private static void assertVector(List<String> texts, String encoding) throws IOException {
        try (Memory vector = CStrings.vector(texts)) {
            for (int i = 0; i < texts.size(); i++) {
                assertEquals(
                        texts.get(i),
                        vector.getPointer((long) i * Native.POINTER_SIZE).getString(0, encoding));
            }
            assertNull(vector.getPointer((long) texts.size() * Native.POINTER_SIZE));
        }
    }
}
