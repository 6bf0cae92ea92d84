package org.mosha.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program that {@code stomith=fence-agent:...} names.
 *
 * @param text such as {@code fence_ipmilan}, or an absolute path
 */
public record FenceAgentName(String text) {
    private static final String PREFIX = "fence-agent:";
    private static final Pattern NAME = Pattern.compile("fence_[A-Za-z0-9_]+|/[^\\x00]*[^/\\x00]");

    /**
     * Tells whether a value of {@code stomith} is about a fence agent, and not a command.
     *
     * @param stomith the value
     * @return whether it begins as such
     */
    public static boolean isMeantBy(String stomith) {
        return stomith.startsWith(PREFIX);
    }

    /**
     * Reads the name.
     *
     * @param stomith a value of {@code stomith}
     * @return empty when it is about no fence agent, or names none as it should be named
     */
    public static Optional<FenceAgentName> of(String stomith) {
        return Optional.of(stomith)
                .filter(FenceAgentName::isMeantBy)
                .map(value -> value.substring(PREFIX.length()))
                .filter(name -> NAME.matcher(name).matches())
                .map(FenceAgentName::new);
    }

    @Override
    public String toString() {
        return text;
    }
}
