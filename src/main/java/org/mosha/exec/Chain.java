package org.mosha.exec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.exec.CommandLine;
import org.mosha.linux.Libc;
import org.mosha.linux.OwnSession;
import org.mosha.linux.ThisMachine;
import org.mosha.node.ProcessSpec;

/**
 * The programs that execute one another in one process, from the daemon's child to the command: signals as usual, a
 * session of its own, another user where one is named, the shell. The pid stays the same all along.
 */
final class Chain {
    /** What glibc does not heed in programs that raise their rights, as in its sysdeps/generic/unsecvars.h. */
    private static final Pattern OBEYED = Pattern.compile("LD_.*|MALLOC_.*|GCONV_PATH|GETCONF_DIR|GLIBC_TUNABLES|"
            + "HOSTALIASES|LOCALDOMAIN|LOCPATH|NIS_PATH|NLSPATH|RESOLV_HOST_CONF|RES_OPTIONS|TZDIR");

    private final Marks marks;
    private final boolean bare;
    private final List<String> session;
    private final int daemonUid;
    private final Map<String, String> own;

    /**
     * Looks at what is to be undone for a command, on a thread of the same kind as those that will start it.
     *
     * @param marks what is put into each environment
     * @param bare whether what is executed has its own session and its signals as usual from the beginning
     * @throws IOException when this machine has no /proc or lacks a program
     */
    Chain(Marks marks, boolean bare) throws IOException {
        this.marks = marks;
        this.bare = bare;
        session = OwnSession.words();
        daemonUid = Libc.geteuid();
        // once: to read the JVM's copy takes as long as all the rest of a start
        own = OwnSession.environment();
    }

    /**
     * The user to run a command as.
     *
     * @param spec the command
     * @return empty when the daemon runs as that user already
     * @throws CannotSpawn when there is no such user, or the daemon may not become it
     */
    Optional<UserAccount> account(ProcessSpec spec) throws CannotSpawn {
        if (spec.user().isEmpty()) {
            return Optional.empty();
        }
        UserAccount account = UserAccount.find(spec.user().get());
        if (daemonUid != 0 && daemonUid != account.uid()) {
            throw new CannotSpawn("only a daemon that runs as root can run it as user '" + account.name() + "'");
        }
        return daemonUid == account.uid() ? Optional.empty() : Optional.of(account);
    }

    /**
     * What to execute.
     *
     * @param spec the command
     * @param account the user to become
     * @return the programs with their arguments, no part of which is read by a shell except the command itself
     * @throws CannotSpawn when this machine cannot do it
     */
    CommandLine commandLine(ProcessSpec spec, Optional<UserAccount> account) throws CannotSpawn {
        List<String> words = new ArrayList<>();
        if (!bare) {
            words.addAll(session);
        }
        if (account.isPresent()) {
            addUser(words, account.get());
        }
        words.addAll(List.of("/bin/sh", "-c", spec.command()));
        CommandLine line = new CommandLine(words.get(0));
        words.stream().skip(1).forEach(word -> line.addArgument(word, false));
        return line;
    }

    private static void addUser(List<String> words, UserAccount account) throws CannotSpawn {
        try {
            words.addAll(List.of(
                    ThisMachine.program("setpriv"),
                    "--reuid=" + Integer.toUnsignedString(account.uid()),
                    "--regid=" + Integer.toUnsignedString(account.gid()),
                    "--init-groups",
                    "--"));
        } catch (IOException e) {
            throw new CannotSpawn("cannot run it as user '" + account.name() + "': " + e.getMessage());
        }
    }

    /**
     * The variables of a file. What becomes another user is a program that runs as root until it has, and the dynamic
     * linker and the C library would obey some variables in it: their owner would be root.
     */
    private static Map<String, String> variables(String file, Optional<UserAccount> account) throws CannotSpawn {
        Map<String, String> variables = EnvFile.read(file);
        for (String name : variables.keySet()) {
            if (account.isPresent() && OBEYED.matcher(name).matches()) {
                throw new CannotSpawn("env-file " + file + ": " + name + " cannot be set for user '"
                        + account.get().name() + "', as it would count for root before: set it in the command");
            }
        }
        return variables;
    }

    /**
     * What the command finds in its environment.
     *
     * @param spec the command
     * @param account the user to become
     * @return all variables
     * @throws CannotSpawn when its file of variables is bad
     */
    Map<String, String> environment(ProcessSpec spec, Optional<UserAccount> account) throws CannotSpawn {
        Map<String, String> all = new HashMap<>(own);
        account.ifPresent(user -> {
            all.put("HOME", user.home());
            all.put("USER", user.name());
            all.put("LOGNAME", user.name());
        });
        if (spec.envFile().isPresent()) {
            all.putAll(variables(spec.envFile().get(), account));
        }
        all.putAll(spec.environment());
        marks.put(all, spec.run().value());
        return all;
    }
}
