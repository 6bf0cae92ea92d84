package org.mosha.exec;

import org.mosha.model.GroupName;
import org.mosha.model.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what commands print to the log, as logger {@code mosha.output}. */
public final class LogSink implements OutputSink {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.output");

    /** Makes a sink; all of them write to the same logger. */
    public LogSink() {}

    @Override
    public void line(GroupName group, Tag tag, String line) {
        LOG.info("[{}/{}] {}", group, tag, line);
    }
}
