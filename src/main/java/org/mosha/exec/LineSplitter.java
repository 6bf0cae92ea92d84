package org.mosha.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of text that are safe to log: UTF-8 with what is malformed replaced, control
 * characters escaped, and lines that are too long cut into pieces. Holds no more than one such piece.
 */
final class LineSplitter {
    /** The longest line, in bytes, that is given out in one piece. */
    static final int LONGEST = 8 * 1024;

    private final byte[] nothing = {};

    private final Consumer<String> lines;
    private byte[] pending = nothing;
    private int size;

    /**
     * Begins a stream.
     *
     * @param lines takes each line
     */
    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes holds them
     * @param count how many of them, from the first
     */
    void add(byte[] bytes, int count) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i);
                give(size);
                size = 0;
                from = i + 1;
            }
        }
        keep(bytes, from, count);
        if (size == 0) {
            pending = nothing;
        }
    }

    /** Gives out what has come since the last end of a line, if anything. */
    void flush() {
        if (size > 0) {
            give(size);
        }
        size = 0;
        pending = nothing;
    }

    private void keep(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (size == LONGEST) {
                cut();
            }
            int length = Math.min(to - at, LONGEST - size);
            reserve(size + length);
            System.arraycopy(bytes, at, pending, size, length);
            size += length;
            at += length;
        }
    }

    private void reserve(int wanted) {
        if (pending.length < wanted) {
            pending = Arrays.copyOf(pending, Math.min(LONGEST, Math.max(wanted, 2 * pending.length)));
        }
    }

    /** Gives out a piece of a line that is too long, without cutting a character in two. */
    private void cut() {
        int end = size;
        for (int back = 0; back < 3 && (pending[end - 1] & 0xC0) == 0x80; back++) {
            end--;
        }
        if ((pending[end - 1] & 0xC0) == 0xC0) {
            end--;
        } else {
            end = size;
        }
        give(end);
        System.arraycopy(pending, end, pending, 0, size - end);
        size -= end;
    }

    private void give(int length) {
        int end = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
        lines.accept(escape(new String(pending, 0, end, StandardCharsets.UTF_8)));
    }

    private static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (needsEscape(c)) {
                out.append(c < 0x100 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean needsEscape(char c) {
        return Character.isISOControl(c) && c != '\t' || c == '\u2028' || c == '\u2029';
    }
}
