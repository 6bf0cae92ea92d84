package org.mosha.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Guard} guards, and with what.
 *
 * @param script the script, {@code bin/mosha-guard}
 * @param identity the daemon's mark, the same in all its lives
 * @param incarnation this life's name as anybody may know it; its marks begin with it
 * @param varDir where what runs is written down
 * @param goneFile where the script says that nothing is left after the daemon has died; empty for nowhere
 * @param gate what commands pass before they are executed; empty when they pass without
 * @param cgroup the control group of the daemon and all that it starts; empty when there is none
 * @param watchdog what resets the machine when nothing can be killed any more; empty for none
 */
public record GuardPost(
        Path script,
        String identity,
        String incarnation,
        Path varDir,
        Optional<Path> goneFile,
        Optional<Path> gate,
        Optional<Path> cgroup,
        Optional<Watchdog> watchdog) {
    /**
     * A guard that has nothing but marks and process groups to go by.
     *
     * @param script the script
     * @param identity the daemon's mark
     * @param incarnation this life's name as anybody may know it; its marks begin with it
     * @param varDir where what runs is written down
     * @return the post
     */
    public static GuardPost of(Path script, String identity, String incarnation, Path varDir) {
        Optional<Path> none = Optional.empty();
        return new GuardPost(script, identity, incarnation, varDir, none, none, none, Optional.empty());
    }

    /**
     * The same, with a proof.
     *
     * @param file where it is written
     * @return the post
     */
    public GuardPost withGoneFile(Path file) {
        return new GuardPost(script, identity, incarnation, varDir, Optional.of(file), gate, cgroup, watchdog);
    }

    /**
     * The same, with a gate.
     *
     * @param pipe a named pipe
     * @return the post
     */
    public GuardPost withGate(Optional<Path> pipe) {
        return new GuardPost(script, identity, incarnation, varDir, goneFile, pipe, cgroup, watchdog);
    }

    /**
     * The same, with a control group.
     *
     * @param directory the group's directory
     * @return the post
     */
    public GuardPost withCgroup(Optional<Path> directory) {
        return new GuardPost(script, identity, incarnation, varDir, goneFile, gate, directory, watchdog);
    }

    /**
     * The same, with a watchdog.
     *
     * @param device the watchdog
     * @return the post
     */
    public GuardPost withWatchdog(Optional<Watchdog> device) {
        return new GuardPost(script, identity, incarnation, varDir, goneFile, gate, cgroup, device);
    }

    /** The words of the command that starts the script, in a session of its own. */
    List<String> command() {
        List<String> words = new ArrayList<>(List.of("/usr/bin/setsid", "/bin/bash", script.toString(), "--daemon"));
        words.add(Long.toString(ProcessHandle.current().pid()));
        gate.ifPresent(pipe -> words.addAll(List.of("--gate", pipe.toString())));
        cgroup.ifPresent(directory -> words.addAll(List.of("--cgroup", directory.toString())));
        watchdog.ifPresent(dog -> words.addAll(
                List.of("--watchdog", dog.device().toString(), hundredths(dog.timeout()), hundredths(dog.slack()))));
        goneFile.ifPresent(file -> words.addAll(List.of("--gone", file.toString())));
        words.addAll(List.of(identity, incarnation, varDir.toString()));
        return words;
    }

    /**
     * What the script is started with to look after a daemon that is dead, and whose guard is dead as well: it kills
     * what is left, and proves that nothing is. Not the daemon's pid, which may be a stranger's by then.
     *
     * @return the words after the script's name; empty when nobody would see the proof
     */
    List<String> burial() {
        if (goneFile.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        cgroup.ifPresent(directory -> words.addAll(List.of("--cgroup", directory.toString())));
        words.addAll(List.of("--gone", goneFile.get().toString(), identity, incarnation, varDir.toString()));
        return words;
    }

    private static String hundredths(Duration time) {
        return Long.toString(time.toMillis() / 10);
    }
}
