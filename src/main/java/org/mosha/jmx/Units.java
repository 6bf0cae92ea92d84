package org.mosha.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** The unit of an attribute, as its descriptor carries it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Units {
    /**
     * The unit.
     *
     * @return in the plural, such as {@code milliseconds}
     */
    @DescriptorKey("units")
    String value();
}
