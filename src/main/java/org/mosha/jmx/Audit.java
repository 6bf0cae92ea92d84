package org.mosha.jmx;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who did what over JMX: in the log, and wherever else the lines are to go. Only looking is logged for
 * debugging only, since clients look every second.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    /** Enough for each argument and the sentence about it. */
    private static final int MOST = 1000;

    private final Supplier<String> caller;
    private final Consumer<String> sink;

    /**
     * Makes an audit.
     *
     * @param caller tells on a JMX call's thread who makes it, such as {@code alice@10.0.0.7}
     * @param sink is given each line about a change; must not wait
     */
    public Audit(Supplier<String> caller, Consumer<String> sink) {
        this.caller = caller;
        this.sink = sink;
    }

    /**
     * An audit that logs with the JMX principal and address where there is one, else {@code local}, and keeps the lines
     * elsewhere, too.
     *
     * @param sink is given each line about a change; must not wait
     * @return the audit
     */
    public static Audit to(Consumer<String> sink) {
        return new Audit(Caller::name, sink);
    }

    void looked(String what) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", line(what));
        }
    }

    void changed(String what) {
        keep(line(what));
    }

    void refused(String what, String sentence) {
        keep(line(what + ": refused: " + sentence));
    }

    void failed(String what, RuntimeException cause) {
        LOG.error("{}: internal error", line(what), cause);
    }

    /** One line, whatever clients have sent: else they could write lines of others into the history. */
    private String line(String what) {
        return Shown.of("jmx (" + caller.get() + "): " + what, MOST);
    }

    private void keep(String line) {
        LOG.info("{}", line);
        sink.accept(line);
    }
}
