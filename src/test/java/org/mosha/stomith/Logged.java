package org.mosha.stomith;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Listens to a logger. */
public final class Logged implements AutoCloseable {
    private final String name;
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Listener listener = new Listener();

    /** Listens to {@code mosha.stomith}. */
    Logged() {
        this("mosha.stomith");
    }

    /** Listens to the one of a name. */
    public Logged(String name) {
        this.name = name;
        listener.start();
        LoggerConfig config = new LoggerConfig(name, Level.ALL, true);
        config.addAppender(listener, Level.ALL, null);
        context.getConfiguration().addLogger(name, config);
        context.updateLoggers();
    }

    /** What was logged; it grows. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(name);
        context.updateLoggers();
    }

    private final class Listener extends AbstractAppender {
        Listener() {
            super("listener", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            String marker = event.getMarker() == null ? "" : event.getMarker().getName() + " ";
            lines.add(marker + event.getMessage().getFormattedMessage());
        }
    }
}
