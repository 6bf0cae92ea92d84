package org.mosha.config;

import java.util.List;
import java.util.Objects;

/**
 * Something that is wrong with a file, with its place.
 *
 * @param file the file's name as the user knows it
 * @param line its line, from 1; 0 when the whole file is meant
 * @param severity whether it keeps the file from coming into force
 * @param text a sentence that says what is wrong and what was expected
 */
public record Problem(String file, int line, Severity severity, String text) {
    /** How bad it is. */
    public enum Severity {
        /** The file cannot come into force. */
        ERROR,
        /** The file can come into force, but is hardly meant so. */
        WARNING;

        @Override
        public String toString() {
            return this == ERROR ? "error" : "warning";
        }
    }

    /** After so many errors the rest of a file is not looked at: it is none, and would keep a node busy for long. */
    static final int ENOUGH = 1000;

    /** What is said of that rest. */
    static final String REST = "too many errors: from here on the file is not looked at";

    /** Refuses nulls and negative lines. */
    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(text, "text");
        if (line < 0) {
            throw new IllegalArgumentException("bad line " + line);
        }
    }

    /**
     * Makes an error.
     *
     * @param file the file
     * @param line its line, from 1
     * @param text what is wrong
     * @return the problem
     */
    public static Problem error(String file, int line, String text) {
        return new Problem(file, line, Severity.ERROR, text);
    }

    /**
     * Makes a warning.
     *
     * @param file the file
     * @param line its line, from 1
     * @param text what is odd
     * @return the problem
     */
    public static Problem warning(String file, int line, String text) {
        return new Problem(file, line, Severity.WARNING, text);
    }

    /**
     * The one to name where there is room for one only: why a file is refused, rather than what is odd before that.
     *
     * @param problems at least one
     * @return the first error, else the first of all
     */
    public static Problem gravest(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .findFirst()
                .orElseGet(() -> problems.get(0));
    }

    /** The form that editors understand: {@code file:line: severity: text}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + severity + ": " + text;
    }
}
