package org.mosha.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The simple commands that a line of shell is made of, as words without their quotes. Only looked at from afar: what is in
 * quotes is one word whatever it holds, and nothing is expanded.
 */
final class SimpleCommands {
    private static final char NONE = 0;

    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean inWord;
    private boolean background;

    private SimpleCommands() {}

    static SimpleCommands of(String line) {
        SimpleCommands result = new SimpleCommands();
        result.read(line);
        return result;
    }

    /** The words of each, in order. */
    List<List<String>> all() {
        return commands;
    }

    /** Whether the last one runs in the background, and the shell ends at once. */
    boolean endsInBackground() {
        return background;
    }

    private void read(String line) {
        char before = NONE;
        int at = 0;
        while (at < line.length() && !isComment(line, at)) {
            char here = line.charAt(at);
            char next = at + 1 < line.length() ? line.charAt(at + 1) : NONE;
            if (here == '\'' || here == '"') {
                at = quoted(line, at);
            } else if (here == '\\') {
                letter(next);
                at++;
            } else if (Character.isWhitespace(here)) {
                endWord();
            } else if (";|()\n".indexOf(here) >= 0) {
                endCommand();
                background = false;
            } else if (here == '&' && before != '>' && before != '<' && next != '>') {
                endCommand();
                background = before != '&' && next != '&';
            } else {
                letter(here);
            }
            before = here;
            at++;
        }
        endCommand();
    }

    private boolean isComment(String line, int at) {
        return line.charAt(at) == '#' && !inWord;
    }

    /** Takes what is in quotes; tells where they end. */
    private int quoted(String line, int begin) {
        char quote = line.charAt(begin);
        inWord = true;
        background = false;
        int at = begin + 1;
        while (at < line.length() && line.charAt(at) != quote) {
            if (quote == '"' && line.charAt(at) == '\\') {
                at++;
            }
            if (at < line.length()) {
                word.append(line.charAt(at));
            }
            at++;
        }
        return at;
    }

    private void letter(char letter) {
        word.append(letter);
        inWord = true;
        background = false;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
            words = new ArrayList<>();
        }
    }
}
