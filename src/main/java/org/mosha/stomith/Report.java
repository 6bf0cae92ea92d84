package org.mosha.stomith;

import java.util.List;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Writes what is done to nodes to the log, as logger {@code mosha.stomith}. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.stomith");
    private static final Marker ALERT = MarkerFactory.getMarker("ALERT");
    private static final int MOST_LINES = 20;

    /** Makes a report; all of them write to the same logger. */
    Report() {}

    /** A shot begins. */
    void begins(NodeId node, String incarnation, String how) {
        LOG.error(ALERT, "Shooting node {} (incarnation {}) with {}", node, incarnation, how);
    }

    /** A command has printed something, in which no secret is. */
    void output(NodeId node, String text) {
        List<String> lines = Text.lines(text);
        lines.stream().limit(MOST_LINES).forEach(line -> LOG.info("[node {}] {}", node, line));
        if (lines.size() > MOST_LINES) {
            LOG.info("[node {}] ... and more", node);
        }
    }

    /** A shot has ended. */
    void ended(NodeId node, String incarnation, Verdict verdict) {
        if (verdict.answer() == Answer.CONFIRMED) {
            LOG.error(ALERT, "Node {} (incarnation {}) is off: {}", node, incarnation, verdict.note());
        } else {
            LOG.error(
                    ALERT,
                    "Node {} (incarnation {}) should be shot and is not confirmed off, {}: {}",
                    node,
                    incarnation,
                    verdict.answer(),
                    verdict.note());
        }
    }

    /** A set-up will not work. */
    void warn(String sentence) {
        LOG.warn("{}", sentence);
    }

    /** Something is wrong in the program itself. */
    void failure(String what, Throwable cause) {
        LOG.error("{}", what, cause);
    }
}
