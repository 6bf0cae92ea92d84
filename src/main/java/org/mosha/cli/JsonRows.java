package org.mosha.cli;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON on one line: an object that has one array of objects. */
final class JsonRows {
    private JsonRows() {}

    /**
     * Writes the fields of one row.
     *
     * @param <R> the row
     */
    interface Fields<R> {
        void write(JsonWriter json, R row) throws IOException;
    }

    /** The line with its end; {@code name} is the array's. */
    static <R> String of(String name, List<R> rows, Fields<R> fields) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name(name).beginArray();
            for (R row : rows) {
                json.beginObject();
                fields.write(json, row);
                json.endObject();
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }
}
