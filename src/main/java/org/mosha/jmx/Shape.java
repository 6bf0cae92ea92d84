package org.mosha.jmx;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;

/**
 * What the annotations of one MXBean interface say, by the names that clients use; and the bean information made
 * of it, which all beans of the interface share, since a thousand groups would else have a thousand of it.
 *
 * @param <T> the interface
 */
final class Shape<T> {
    private final Class<T> mxbean;
    private final Map<String, Method> attributes = new HashMap<>();
    private final Map<String, Method> operations = new HashMap<>();
    private volatile MBeanInfo info;

    Shape(Class<T> mxbean) {
        this.mxbean = mxbean;
        for (Method method : mxbean.getMethods()) {
            attribute(method)
                    .ifPresentOrElse(
                            name -> attributes.put(name, method), () -> operations.put(method.getName(), method));
        }
    }

    Class<T> mxbean() {
        return mxbean;
    }

    /** The shared bean information; null before there is one. */
    MBeanInfo info() {
        return info;
    }

    void share(MBeanInfo made) {
        info = made;
    }

    String description() {
        return text(mxbean.getAnnotation(Description.class)).orElse(mxbean.getSimpleName());
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name))
                .flatMap(method -> text(method.getAnnotation(Description.class)));
    }

    Optional<String> operation(String name) {
        return Optional.ofNullable(operations.get(name))
                .flatMap(method -> text(method.getAnnotation(Description.class)));
    }

    int impact(String operation) {
        return Optional.ofNullable(operations.get(operation))
                .map(method -> method.getAnnotation(Impact.class))
                .map(Impact::value)
                .orElse(MBeanOperationInfo.UNKNOWN);
    }

    Optional<Param> param(String operation, int index) {
        return Optional.ofNullable(operations.get(operation))
                .map(method -> method.getParameters()[index].getAnnotation(Param.class));
    }

    private static Optional<String> text(Description description) {
        return Optional.ofNullable(description).map(Description::value);
    }

    /** The attribute that a getter reads; empty for operations and setters. */
    private static Optional<String> attribute(Method method) {
        String name = method.getName();
        boolean reads = method.getParameterCount() == 0 && method.getReturnType() != void.class;
        if (reads && name.startsWith("get") && name.length() > 3) {
            return Optional.of(name.substring(3));
        }
        if (reads && name.startsWith("is") && method.getReturnType() == boolean.class) {
            return Optional.of(name.substring(2));
        }
        return Optional.empty();
    }
}
