package org.mosha.engine.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.Replacement;
import org.mosha.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in a node's base in which the others say what they do to shoot it: a Java properties text. It also says which
 * heartbeat of the node had been the last one by then. One that comes after that shows that the node is not off, also to
 * who looks for the first time, and whatever the clocks say.
 */
final class FenceFile {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** A file that nobody knows a heartbeat to: any that there is comes after it. */
    private static final long NONE = 0;

    private FenceFile() {}

    /**
     * What such a file says.
     *
     * @param word the word
     * @param heartbeat the last heartbeat of the life that it is about when it was said
     */
    record Said(FenceWord word, long heartbeat) {
        /** Whether it counts for a node: it is about its present life, and that was not heard since it was confirmed off. */
        boolean holdsOf(NodeMark mark) {
            return isOf(mark.incarnation()) && (!word.isConfirmed() || mark.heartbeat() <= heartbeat);
        }

        /** The same of a life whose mark is lost: only one that was seen of it before can show that it was heard since. */
        boolean holdsOf(String incarnation, Optional<NodeMark> mark) {
            return isOf(incarnation)
                    && mark.filter(m -> m.incarnation().equals(incarnation))
                            .map(this::holdsOf)
                            .orElse(true);
        }

        private boolean isOf(String incarnation) {
            return !incarnation.isEmpty() && word.incarnation().equals(incarnation);
        }
    }

    /**
     * Replaces the word about a node, unless its life is confirmed off already. The node's directory may have been removed.
     *
     * @param mark what the node says of itself at this moment
     */
    static void write(Path file, FenceWord word, Optional<NodeMark> mark, Instant wall) throws IOException {
        Optional<NodeMark> same = mark.filter(m -> m.incarnation().equals(word.incarnation()));
        if (!word.isConfirmed() && isOff(file, word.incarnation(), same)) {
            return;
        }
        long heartbeat = same.map(NodeMark::heartbeat).orElse(NONE);
        String text = format(new Said(word, heartbeat), wall);
        Files.createDirectories(file.getParent());
        Replacement.write(file, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static boolean isOff(Path file, String incarnation, Optional<NodeMark> mark) throws IOException {
        return read(file)
                .filter(said -> said.word().isConfirmed() && said.holdsOf(incarnation, mark))
                .isPresent();
    }

    /** Removes the word that a life is off, which that life itself has found: somebody has erred. */
    static void refute(Path file, String incarnation) throws IOException {
        Optional<Said> said = read(file).filter(s -> s.word().isConfirmed() && s.isOf(incarnation));
        if (said.isPresent()) {
            Files.deleteIfExists(file);
            LOG.warn(
                    "node {} has said that this node is off ({}), but it lives",
                    said.get().word().by(),
                    said.get().word().note());
        }
    }

    private static Optional<Said> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String format(Said said, Instant wall) {
        FenceWord word = said.word();
        Properties values = new Properties();
        values.setProperty("incarnation", word.incarnation());
        values.setProperty("by", word.by().toString());
        values.setProperty("byIncarnation", word.byIncarnation());
        values.setProperty("result", word.result().name());
        values.setProperty("note", word.note());
        values.setProperty("heartbeat", Long.toString(said.heartbeat()));
        values.setProperty("time", wall.toString());
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads it; empty when that is not what a daemon wrote. */
    static Optional<Said> parse(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
            FenceWord word = new FenceWord(
                    values.getProperty("incarnation", ""),
                    new NodeId(Integer.parseInt(values.getProperty("by", ""))),
                    values.getProperty("byIncarnation", ""),
                    FenceResult.valueOf(values.getProperty("result", "")),
                    values.getProperty("note", ""));
            return Optional.of(new Said(word, Long.parseLong(values.getProperty("heartbeat", Long.toString(NONE)))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
