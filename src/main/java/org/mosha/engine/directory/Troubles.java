package org.mosha.engine.directory;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import org.mosha.engine.Attempt;

/** What does not work at present; each thing that can fail has a name, and clears its own trouble. */
final class Troubles {
    private final Map<String, String> sentences = new TreeMap<>();

    /** Tries something; whether it worked. What went wrong stays until it works. */
    boolean attempt(String name, Attempt attempt) {
        try {
            attempt.run();
            sentences.remove(name);
            return true;
        } catch (IOException e) {
            sentences.put(name, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            return false;
        }
    }

    boolean none() {
        return sentences.isEmpty();
    }

    /** All of it in one line; empty when there is none. */
    String sentence() {
        return String.join("; ", new LinkedHashSet<>(sentences.values()));
    }
}
