package org.mosha.node;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a simulated command does, read from its text.
 *
 * @param lifeMillis after how many milliseconds it ends by itself; negative for never
 * @param exitCode what it ends with
 * @param stubborn whether only SIGKILL ends it
 * @param forks whether it leaves a child behind when it ends
 * @param fails on which nodes it ends with exit code 1
 */
record SimProgram(double lifeMillis, int exitCode, boolean stubborn, boolean forks, Set<Integer> fails) {
    /** Reads such as {@code serve}, {@code stubborn}, {@code fork}, {@code run 300}, {@code crash 200}, {@code check 1,2}. */
    static SimProgram of(String command) {
        String[] words = command.trim().split("\\s+");
        String argument = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "serve" -> new SimProgram(-1, 0, false, false, Set.of());
            case "stubborn" -> new SimProgram(-1, 0, true, false, Set.of());
            case "fork" -> new SimProgram(80, 0, false, true, Set.of());
            case "run" -> new SimProgram(Double.parseDouble(argument), 0, false, false, Set.of());
            case "crash" -> new SimProgram(Double.parseDouble(argument), 7, false, false, Set.of());
            case "check" -> new SimProgram(60, 0, false, false, numbers(argument));
            default -> throw new IllegalArgumentException("no such program: " + command);
        };
    }

    int exitCode(int node) {
        return fails.contains(node) ? 1 : exitCode;
    }

    private static Set<Integer> numbers(String list) {
        Set<Integer> numbers = new TreeSet<>();
        for (String one : list.isEmpty() ? new String[0] : list.split(",")) {
            numbers.add(Integer.valueOf(one));
        }
        return numbers;
    }
}
