package org.mosha.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mosha.model.Names;

/**
 * Who may use remote JMX. The password file has a line {@code user role hash} each; an access file a line
 * {@code user role}. Comments begin with {@code #}.
 *
 * @param byUser the accounts by their users' names
 */
public record Accounts(SortedMap<String, Account> byUser) {
    /** Nobody. */
    public static final Accounts NONE = new Accounts(new TreeMap<>());

    private static final String USER = "a user's name, one or more of A-Z a-z 0-9 _ . -";

    /** Copies the map. */
    public Accounts {
        byUser = Collections.unmodifiableSortedMap(new TreeMap<>(byUser));
    }

    /**
     * Reads a password file.
     *
     * @param file its name, for the problems
     * @param text its content
     * @return the accounts, without those of wrong lines, and every problem
     */
    public static Parsed<Accounts> parse(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Account> accounts = lines(file, text, 3, "user role hash", problems, words -> {
            Optional<PasswordHash> hash = PasswordHash.parse(words.get(2));
            return Role.of(words.get(1)).flatMap(role -> hash.map(h -> new Account(role, h)));
        });
        return new Parsed<>(new Accounts(new TreeMap<>(accounts)), problems);
    }

    /**
     * These users with the roles that an access file gives them; who is not in it is left out.
     *
     * @param file the access file's name, for the problems
     * @param text its content
     * @return the accounts, and every problem
     */
    public Parsed<Accounts> withRoles(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Role> roles = lines(file, text, 2, "user role", problems, words -> Role.of(words.get(1)));
        SortedMap<String, Account> accounts = new TreeMap<>();
        byUser.forEach((user, account) -> {
            if (roles.containsKey(user)) {
                accounts.put(user, new Account(roles.get(user), account.password()));
            }
        });
        return new Parsed<>(new Accounts(accounts), problems);
    }

    /**
     * Whether a text can be a user's name.
     *
     * @param name the text
     * @return whether it is one or more of {@code [A-Za-z0-9_.-]}
     */
    public static boolean isUser(String name) {
        return Names.isName(name);
    }

    private static <T> Map<String, T> lines(
            String file,
            String text,
            int count,
            String form,
            List<Problem> problems,
            Function<List<String>, Optional<T>> kind) {
        SortedMap<String, T> found = new TreeMap<>();
        for (Line line : Line.of(text)) {
            if (line.isIgnored()) {
                continue;
            }
            List<String> words = List.of(line.text().strip().split("\\s+"));
            Optional<T> value = words.size() == count ? kind.apply(words) : Optional.empty();
            if (line.flaw().isPresent()) {
                problems.add(Problem.error(file, line.number(), line.flaw().get()));
            } else if (value.isEmpty()) {
                // the line itself stays untold: it may be a password that somebody wrote here
                problems.add(Problem.error(file, line.number(), "expected " + form + ", the role " + Role.EXPECTED));
            } else if (!isUser(words.get(0))) {
                problems.add(Problem.error(file, line.number(), "expected " + USER));
            } else if (found.putIfAbsent(words.get(0), value.get()) != null) {
                problems.add(Problem.error(file, line.number(), "user " + words.get(0) + " is there twice"));
            }
        }
        return found;
    }
}
