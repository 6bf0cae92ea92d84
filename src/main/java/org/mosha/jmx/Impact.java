package org.mosha.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.MBeanOperationInfo;

/** Whether an operation only tells something, or changes something. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Impact {
    /** Only tells. */
    int INFO = MBeanOperationInfo.INFO;
    /** Changes something. */
    int ACTION = MBeanOperationInfo.ACTION;
    /** Does something and tells what came of it. */
    int ACTION_INFO = MBeanOperationInfo.ACTION_INFO;

    /**
     * The impact.
     *
     * @return one of the constants here
     */
    int value();
}
