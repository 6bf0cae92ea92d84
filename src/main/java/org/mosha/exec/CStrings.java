package org.mosha.exec;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Strings as the C library takes them. */
final class CStrings {
    private static final Charset LOCALES = localesCharset();

    private CStrings() {}

    private static Charset localesCharset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /**
     * One string.
     *
     * @param text the text
     * @return its bytes, in the locale's encoding where that has all of it, else in UTF-8; with a NUL at the end
     * @throws IOException when there is a NUL in it
     */
    static byte[] of(String text) throws IOException {
        String ended = ended(text);
        byte[] bytes = ended.getBytes(StandardCharsets.UTF_8);
        // ASCII, which is the same in all of them
        if (bytes.length == ended.length()) {
            return bytes;
        }
        return LOCALES.newEncoder().canEncode(ended) ? ended.getBytes(LOCALES) : bytes;
    }

    /**
     * Several strings, as main(2) gets them.
     *
     * @param texts the texts
     * @return a null-terminated array of pointers, and what they point to; the caller closes it
     * @throws IOException when there is a NUL in one of them
     */
    static Memory vector(List<String> texts) throws IOException {
        StringBuilder all = new StringBuilder();
        int[] offsets = new int[texts.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = all.length();
            all.append(ended(texts.get(i)));
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length == all.length() ? vector(bytes, offsets) : encodedOneByOne(texts);
    }

    private static Memory encodedOneByOne(List<String> texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[texts.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = bytes.size();
            bytes.writeBytes(of(texts.get(i)));
        }
        return vector(bytes.toByteArray(), offsets);
    }

    private static Memory vector(byte[] bytes, int[] offsets) {
        long table = (offsets.length + 1L) * Native.POINTER_SIZE;
        Memory memory = new Memory(table + bytes.length);
        if (Native.POINTER_SIZE == Long.BYTES) {
            long first = Pointer.nativeValue(memory) + table;
            long[] pointers = new long[offsets.length + 1];
            Arrays.setAll(pointers, i -> i < offsets.length ? first + offsets[i] : 0);
            memory.write(0, pointers, 0, pointers.length);
        } else {
            for (int i = 0; i < offsets.length; i++) {
                memory.setPointer((long) i * Native.POINTER_SIZE, memory.share(table + offsets[i]));
            }
            memory.setPointer(table - Native.POINTER_SIZE, null);
        }
        memory.write(table, bytes, 0, bytes.length);
        return memory;
    }

    private static String ended(String text) throws IOException {
        if (text.indexOf('\0') >= 0) {
            throw new IOException("there is a NUL character in it");
        }
        return text + '\0';
    }
}
