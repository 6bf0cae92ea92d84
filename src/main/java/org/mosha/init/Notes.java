package org.mosha.init;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosha.config.ModeOptions;

/** What people are told of an entry, in words. */
final class Notes {
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    private Notes() {}

    static String exitCode(int code) {
        boolean signalled = code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL;
        return "exit code " + code + (signalled ? " (signal " + (code - SIGNALLED) + ")" : "");
    }

    /** What is told of a process that was to run for ever. */
    static String death(long livedNanos, int code) {
        return "died " + seconds(livedNanos) + " after its start: " + exitCode(code);
    }

    /** Whole seconds, or else tenths; put together by hand, since a format takes a part of a restart's time. */
    static String seconds(long nanos) {
        long millis = nanos / 1_000_000;
        if (millis % 1000 == 0) {
            return millis / 1000 + " s";
        }
        long tenths = (millis + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    static String doesNotEnd(StopLadder ladder, long pid) {
        return "blocked: does not end after " + seconds(ladder.total().toNanos()) + " and SIGKILL"
                + (pid > 0 ? " (pid " + pid + ")" : "");
    }

    /** With what a start may have to wait for: a file system or a list of users that does not answer. */
    static String doesNotStart(ModeOptions options) {
        String places = Stream.of(
                        options.dir().map(dir -> "dir " + dir),
                        options.envFile().map(file -> "env-file " + file),
                        options.user().map(user -> "user " + user))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" or "));
        return "blocked: its start does not come to an end"
                + (places.isEmpty() ? "" : " (its " + places + " may not answer)");
    }
}
