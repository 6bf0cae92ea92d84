package org.mosha.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosha.model.NodeId;

/** How the values of settings are read: each method gives empty for a text that is no such value. */
final class SettingKinds {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:%\\[\\]-]+");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]+:(?<port>[0-9]{1,5})");
    /** The part of an ensemble that is this cluster's, such as {@code /prod}. */
    private static final Pattern CHROOT = Pattern.compile("(/[A-Za-z0-9_-]+)*");

    /** After these, a word that is added to the end of a command would be no argument of it. */
    private static final Pattern TAKES_NO_WORD = Pattern.compile("(.*\\s)?#.*|.*[;&|]");

    private SettingKinds() {}

    static Optional<Path> path(Path home, String text) {
        try {
            return Optional.of(home.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<String> relative(String text) {
        try {
            Path path = Path.of(text);
            boolean up = text.isEmpty()
                    || path.isAbsolute()
                    || Arrays.asList(text.split("/")).contains("..");
            return up ? Optional.empty() : Optional.of(text);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> seconds(String text) {
        return Durations.parse(text, ChronoUnit.SECONDS);
    }

    static Optional<Duration> millis(String text) {
        return Durations.parse(text, ChronoUnit.MILLIS);
    }

    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<String> host(String text) {
        return HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    static Optional<String> ensemble(String text) {
        int end = text.contains("/") ? text.indexOf('/') : text.length();
        boolean good = Arrays.stream(text.substring(0, end).split(",", -1)).allMatch(SettingKinds::isHostAndPort);
        return good && CHROOT.matcher(text.substring(end)).matches() ? Optional.of(text) : Optional.empty();
    }

    private static boolean isHostAndPort(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        return matcher.matches() && Numbers.port(matcher.group("port")).isPresent();
    }

    static Optional<String> stomith(String text) {
        boolean good = FenceAgentName.isMeantBy(text)
                ? FenceAgentName.of(text).isPresent()
                : !TAKES_NO_WORD.matcher(text).matches();
        return good ? Optional.of(text) : Optional.empty();
    }

    static <E extends Enum<E>> Optional<E> word(E[] values, String text) {
        return Arrays.stream(values).filter(v -> v.toString().equals(text)).findFirst();
    }

    /** Reads {@code 1=host1,2=host2}; an empty text is an empty list, a number given twice is none. */
    static Optional<SortedMap<NodeId, NodeAddress>> nodes(String text) {
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>();
        if (text.isEmpty()) {
            return Optional.of(nodes);
        }
        for (String one : text.split(",", -1)) {
            int equals = one.indexOf('=');
            Optional<NodeId> node = equals < 0
                    ? Optional.empty()
                    : Numbers.node(one.substring(0, equals).strip());
            Optional<NodeAddress> host =
                    NodeAddress.parse(one.substring(equals + 1).strip());
            if (node.isEmpty() || host.isEmpty() || nodes.put(node.get(), host.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(nodes);
    }
}
