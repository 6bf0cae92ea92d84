package org.mosha.exec;

import java.util.Optional;
import org.mosha.node.ProcessSpec;

/** Starts a command with its output in a pipe. */
final class Spawner {
    private final Chain chain;
    private final Launchers launchers;

    /**
     * What was started.
     *
     * @param process its main process
     * @param readEnd the file descriptor that its output is read from; the caller closes it
     */
    record Child(Process process, int readEnd) {}

    /**
     * Gets ready.
     *
     * @param chain says what to execute for a command
     * @param launchers start it
     */
    Spawner(Chain chain, Launchers launchers) {
        this.chain = chain;
        this.launchers = launchers;
    }

    /** Whether a command may be started. */
    interface Permit {
        /**
         * Asks.
         *
         * @throws CannotSpawn when it may not, with the reason
         */
        void ask() throws CannotSpawn;
    }

    /**
     * Starts a command; takes some milliseconds, and as long as it likes where a file system does not answer.
     *
     * @param spec the command
     * @param permit asked when all is at hand, right before the process is made
     * @return what was started
     * @throws CannotSpawn when it cannot be
     */
    Child start(ProcessSpec spec, Permit permit) throws CannotSpawn {
        Optional<UserAccount> account = chain.account(spec);
        try (OutputPipe pipe = new OutputPipe()) {
            account.ifPresent(pipe::giveTo);
            Process process = new ChildExecutor(launchers.to(pipe.writeEnd()), permit)
                    .start(chain.commandLine(spec, account), chain.environment(spec, account), spec.dir());
            return new Child(process, pipe.takeReadEnd());
        }
    }
}
