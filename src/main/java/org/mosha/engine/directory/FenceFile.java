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

/** The file in a node's base in which the others say what they do to shoot it: a Java properties text. */
final class FenceFile {
    private FenceFile() {}

    /** Replaces the word about a node, unless its life is confirmed off already. */
    static void write(Path file, FenceWord word, Instant wall) throws IOException {
        if (!word.isConfirmed() && isConfirmed(file, word.incarnation())) {
            return;
        }
        Replacement.write(file, format(word, wall).getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static boolean isConfirmed(Path file, String incarnation) throws IOException {
        try {
            return parse(Files.readString(file))
                    .filter(said -> said.isConfirmed() && said.incarnation().equals(incarnation))
                    .isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String format(FenceWord word, Instant wall) {
        Properties values = new Properties();
        values.setProperty("incarnation", word.incarnation());
        values.setProperty("by", word.by().toString());
        values.setProperty("byIncarnation", word.byIncarnation());
        values.setProperty("result", word.result().name());
        values.setProperty("note", word.note());
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
    static Optional<FenceWord> parse(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
            return Optional.of(new FenceWord(
                    values.getProperty("incarnation", ""),
                    new NodeId(Integer.parseInt(values.getProperty("by", ""))),
                    values.getProperty("byIncarnation", ""),
                    FenceResult.valueOf(values.getProperty("result", "")),
                    values.getProperty("note", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
