package org.mosha.exec;

import org.mosha.model.GroupName;
import org.mosha.model.Tag;

/** Takes what commands print. */
@FunctionalInterface
public interface OutputSink {
    /**
     * Takes one line; called on the one thread that reads all output, which waits for it, and so do the
     * commands that print.
     *
     * @param group the command's group
     * @param tag the command's cltab entry
     * @param line without its end, control characters escaped, at most some 8 KiB
     */
    void line(GroupName group, Tag tag, String line);
}
