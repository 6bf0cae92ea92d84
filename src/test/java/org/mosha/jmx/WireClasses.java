package org.mosha.jmx;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Set;
import java.util.TreeSet;

/** Reads a serialized object and keeps the name of every class in it, causes and stack traces included. */
final class WireClasses extends ObjectInputStream {
    private final Set<String> names = new TreeSet<>();

    private WireClasses(InputStream in) throws IOException {
        super(in);
    }

    /** The classes that a client needs to read an object, but does not have with a JDK alone. */
    static Set<String> foreign(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (WireClasses in = new WireClasses(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
            in.names.removeIf(name -> name.matches("\\[*(L?javax?\\..*|[BCDFIJSZ])"));
            return in.names;
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        names.add(description.getName());
        return super.resolveClass(description);
    }
}
