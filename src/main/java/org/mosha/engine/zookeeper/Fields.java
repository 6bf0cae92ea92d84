package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** What a znode holds: a Java properties text, so that an operator can read it. */
final class Fields {
    private final Properties values;

    private Fields(Properties values) {
        this.values = values;
    }

    static byte[] format(Map<String, String> fields) {
        Properties values = new Properties();
        values.putAll(fields);
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a text; what cannot be read is not there. */
    static Fields parse(byte[] data) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(new String(data, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            values.clear();
        }
        return new Fields(values);
    }

    /** A field; empty when it is not there. */
    String text(String name) {
        return values.getProperty(name, "");
    }

    /** A number; the given one when it is not there. */
    long number(String name, long otherwise) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
