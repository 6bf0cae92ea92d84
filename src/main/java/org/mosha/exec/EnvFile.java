package org.mosha.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables: {@code NAME=value} lines, the value optionally in single or double quotes, which keep it as
 * it is; {@code #} begins a comment line. Nothing in it is expanded.
 */
final class EnvFile {
    /** More than that is no file of variables, and would have to be held in memory. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private EnvFile() {}

    /**
     * Reads a file.
     *
     * @param name its path
     * @return the variables
     * @throws CannotSpawn when it cannot be read or has a bad line; names the file and the line
     */
    static Map<String, String> read(String name) throws CannotSpawn {
        try {
            return parse(name, text(name).lines().toList());
        } catch (NoSuchFileException e) {
            throw new CannotSpawn("env-file " + name + " does not exist");
        } catch (CharacterCodingException e) {
            throw new CannotSpawn("env-file " + name + " is not UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            throw new CannotSpawn("env-file " + name + " cannot be read: " + e.getMessage());
        }
    }

    private static String text(String name) throws IOException, CannotSpawn {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new CannotSpawn("env-file " + name + " is too large: expected 1 MiB at most");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /**
     * Reads lines.
     *
     * @param name the file's name, for messages
     * @param lines its lines
     * @return the variables; of two with one name, the later
     * @throws CannotSpawn for a bad line; names the file and the line
     */
    static Map<String, String> parse(String name, List<String> lines) throws CannotSpawn {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = name + ":" + (i + 1);
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || line.indexOf('\0') >= 0) {
                throw new CannotSpawn("env-file " + place + ": expected NAME=value");
            }
            variables.put(matcher.group(1), unquote(place, matcher.group(2)));
        }
        return variables;
    }

    private static String unquote(String place, String value) throws CannotSpawn {
        if (value.isEmpty() || value.charAt(0) != '"' && value.charAt(0) != '\'') {
            return value;
        }
        char quote = value.charAt(0);
        if (value.length() < 2 || value.indexOf(quote, 1) != value.length() - 1) {
            throw new CannotSpawn("env-file " + place + ": a value in quotes must end with its quote");
        }
        return value.substring(1, value.length() - 1);
    }
}
