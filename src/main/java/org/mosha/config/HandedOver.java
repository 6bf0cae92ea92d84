package org.mosha.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Commands that do not run their service themselves, but have another daemon run it, or leave it in the background: Mosha
 * then looks after a process that has ended. Only what is certain is told: a command that sets a trap, or hides what it does
 * in a script or in quotes, may know what it does.
 */
final class HandedOver {
    private static final Set<String> BEFORE_COMMANDS = Set.of(
            "then", "do", "else", "elif", "if", "while", "until", "!", "{", "exec", "sudo", "nohup", "env", "command",
            "time", "nice", "ionice");
    private static final Set<String> STARTS = Set.of("start", "restart", "reload-or-restart");
    private static final Set<String> CONTAINERS = Set.of("docker", "podman", "nerdctl");
    private static final Set<String> DETACH = Set.of("-d", "--detach", "--detach=true");
    private static final Set<String> ATTACH = Set.of("-a", "-i", "-ai", "-ia", "--attach", "--interactive");
    /** The options of run that have no value; each other one takes the next word. */
    private static final Set<String> SWITCHES = Set.of(
            "--detach",
            "--init",
            "--interactive",
            "--no-healthcheck",
            "--oom-kill-disable",
            "--privileged",
            "--publish-all",
            "--quiet",
            "--read-only",
            "--replace",
            "--rm",
            "--tty");

    /** One of these is in whatever hands its service over and does not end in the background. */
    private static final List<String> NAMED =
            List.of("systemctl", "/etc/init.d/", "service", "invoke-rc.d", "docker", "podman", "nerdctl");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*=.*");
    private static final String SHORT_SWITCHES = "-[Pdiqt]+";

    private HandedOver() {}

    /** What is to be said of a command of an entry, if anything. */
    static Optional<String> warning(Mode mode, String command) {
        if (command.indexOf('&') < 0 && NAMED.stream().noneMatch(command::contains)) {
            // most are done with here, of what may be thousands
            return Optional.empty();
        }
        SimpleCommands commands = SimpleCommands.of(command);
        if (mode == Mode.OFF
                || commands.all().stream().anyMatch(words -> words.get(0).equals("trap"))) {
            return Optional.empty();
        }
        Optional<String> handed = commands.all().stream()
                .map(HandedOver::ownWords)
                .flatMap(words -> starter(words).stream())
                .findFirst()
                .map(by -> Words.quote(by) + " has the service run elsewhere, where Mosha neither sees nor stops it:"
                        + " have the command run it itself, in the foreground");
        return handed.isPresent() || mode != Mode.RESPAWN || !commands.endsInBackground()
                ? handed
                : Optional.of("the command ends with '&', so that it is over at once, and is started again and again:"
                        + " have it run in the foreground");
    }

    /** Without what may stand before the command's own name. */
    private static List<String> ownWords(List<String> words) {
        int first = 0;
        while (first < words.size() && (BEFORE_COMMANDS.contains(words.get(first)) || isAssignment(words.get(first)))) {
            first++;
        }
        return words.subList(first, words.size());
    }

    private static boolean isAssignment(String word) {
        return word.indexOf('=') > 0 && ASSIGNMENT.matcher(word).matches();
    }

    /** By which words of its a command hands its service over. */
    private static Optional<String> starter(List<String> words) {
        if (words.size() < 2) {
            return Optional.empty();
        }
        String path = words.get(0);
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<String> rest = words.subList(1, words.size());
        List<String> plain = rest.stream().filter(word -> !word.startsWith("-")).toList();
        String verb = plain.isEmpty() ? "" : plain.get(0);
        String second = plain.size() > 1 ? plain.get(1) : "";
        if (name.equals("systemctl") && STARTS.contains(verb)
                || path.startsWith("/etc/init.d/") && STARTS.contains(verb)) {
            return Optional.of(path + " " + verb);
        }
        if ((name.equals("service") || name.equals("invoke-rc.d")) && STARTS.contains(second)) {
            return Optional.of(name + " " + verb + " " + second);
        }
        if (name.equals("docker-compose")) {
            return composed(name, rest);
        }
        if (CONTAINERS.contains(name) && verb.equals("compose")) {
            return composed(name + " compose", rest);
        }
        return CONTAINERS.contains(name) ? container(name, rest) : Optional.empty();
    }

    private static Optional<String> composed(String name, List<String> rest) {
        boolean detached = rest.contains("up") && rest.stream().anyMatch(DETACH::contains);
        return detached ? Optional.of(name + " up -d") : Optional.empty();
    }

    private static Optional<String> container(String name, List<String> rest) {
        String verb = rest.get(0);
        List<String> words = rest.subList(1, rest.size());
        if (verb.equals("run") && isDetached(words)) {
            return Optional.of(name + " run -d");
        }
        return verb.equals("start") && words.stream().noneMatch(ATTACH::contains)
                ? Optional.of(name + " start")
                : Optional.empty();
    }

    /** Whether it is among the options, which end at the name of the image; what follows is the container's. */
    private static boolean isDetached(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String word = words.get(at);
            boolean isShort = word.matches(SHORT_SWITCHES);
            if (DETACH.contains(word) || isShort && word.indexOf('d') > 0) {
                return true;
            }
            // a short option may have its value in the same word
            boolean whole = isShort || SWITCHES.contains(word) || word.indexOf('=') > 0 || isShortWithValue(word);
            at += whole ? 1 : 2;
        }
        return false;
    }

    private static boolean isShortWithValue(String word) {
        return word.length() > 2 && !word.startsWith("--");
    }
}
