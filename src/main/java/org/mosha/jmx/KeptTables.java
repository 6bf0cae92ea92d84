package org.mosha.jmx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.ReflectionException;

/**
 * The big tables of a bean as clients get them, each made once of what it shows and not once for each reader: a
 * table of a thousand rows takes milliseconds to make, and a hundred clients may read it every second.
 */
final class KeptTables {
    /** Makes the value of an attribute. */
    interface Maker {
        /** Takes the attribute's name. */
        Object make(String attribute) throws AttributeNotFoundException, MBeanException, ReflectionException;
    }

    private record Kept(Object source, Object table) {}

    private final Map<String, Supplier<Object>> sources;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** Takes what each attribute shows, by its name: an immutable value, the same one as long as it does not change. */
    KeptTables(Map<String, Supplier<Object>> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** For a bean that has none. */
    static KeptTables none() {
        return new KeptTables(Map.of());
    }

    /** The value of an attribute: the kept one, if it still shows what there is. */
    Object get(String attribute, Maker maker) throws AttributeNotFoundException, MBeanException, ReflectionException {
        Supplier<Object> source = sources.get(attribute);
        if (source == null) {
            return maker.make(attribute);
        }
        Kept last = kept.get(attribute);
        if (last != null && last.source() == source.get()) {
            return last.table();
        }
        return makeOnce(attribute, source, maker);
    }

    /** One thread makes it, and those that come meanwhile get that one. */
    private synchronized Object makeOnce(String attribute, Supplier<Object> source, Maker maker)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        Object now = source.get();
        Kept last = kept.get(attribute);
        if (last != null && last.source() == now) {
            return last.table();
        }
        // what is made may be newer than the source that was looked at before, and is then made once more, but never
        // older
        Object table = maker.make(attribute);
        kept.put(attribute, new Kept(now, table));
        return table;
    }
}
