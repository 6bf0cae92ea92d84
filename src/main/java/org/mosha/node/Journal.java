package org.mosha.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Where everything that happens is written down once: in the log, in the history, and to who listens. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.node");

    private static final Marker ALERT = MarkerFactory.getMarker("ALERT");

    private final Clocks clocks;
    private final History history = new History();
    private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();

    Journal(Clocks clocks) {
        this.clocks = clocks;
    }

    void onNotice(Consumer<Notice> listener) {
        listeners.add(listener);
    }

    List<String> last(int count) {
        return history.last(count);
    }

    void info(String text) {
        LOG.info("{}", text);
        history.add(clocks.wall(), text);
    }

    void warn(String text) {
        LOG.warn("{}", text);
        history.add(clocks.wall(), text);
    }

    void error(String text) {
        LOG.error("{}", text);
        history.add(clocks.wall(), text);
    }

    /** For what an operator has to look at now; goes to syslog as an alert. */
    void alert(String text) {
        LOG.error(ALERT, "{}", text);
        history.add(clocks.wall(), text);
    }

    /** For what others have logged already. */
    void remember(String text) {
        history.add(clocks.wall(), text);
    }

    /** For what is too frequent to be remembered. */
    void debug(String text) {
        LOG.debug("{}", text);
    }

    void failure(String text, Throwable cause) {
        LOG.error("{}", text, cause);
        history.add(clocks.wall(), text + ": " + cause);
    }

    /** Tells who listens; the text is for people and is not logged here. */
    void notice(String type, String message, Map<String, String> data) {
        Notice notice =
                new Notice(type, message, new TreeMap<>(data), clocks.wall().toEpochMilli());
        listeners.forEach(listener -> listener.accept(notice));
    }
}
