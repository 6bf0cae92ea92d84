package org.mosha.node;

import java.util.Objects;
import java.util.Optional;

/**
 * A file of the operator's, as it was found.
 *
 * @param file its name, for people
 * @param text its content; empty when there is no such file, or it cannot be read
 * @param trouble why it cannot be read; empty when it can, or does not exist
 */
public record ConfigText(String file, Optional<String> text, Optional<String> trouble) {
    /** Refuses nulls. */
    public ConfigText {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(trouble, "trouble");
    }
}
