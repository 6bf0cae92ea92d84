package org.mosha.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** How a number moves, as its attribute's descriptor carries it for graphs. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MetricType {
    /** Goes up and down. */
    String GAUGE = "gauge";
    /** Only goes up, until the daemon starts anew. */
    String COUNTER = "counter";

    /**
     * The kind.
     *
     * @return {@link #GAUGE} or {@link #COUNTER}
     */
    @DescriptorKey("metricType")
    String value();
}
