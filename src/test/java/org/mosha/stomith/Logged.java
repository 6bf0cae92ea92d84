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

/** Listens to the logger {@code mosha.stomith}. */
final class Logged implements AutoCloseable {
    private static final String NAME = "mosha.stomith";

    final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Listener listener = new Listener();

    Logged() {
        listener.start();
        LoggerConfig config = new LoggerConfig(NAME, Level.ALL, true);
        config.addAppender(listener, Level.ALL, null);
        context.getConfiguration().addLogger(NAME, config);
        context.updateLoggers();
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(NAME);
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
