package org.mosha.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a client shows beside an operation's parameter. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {
    /**
     * The parameter's name.
     *
     * @return one word
     */
    String name();

    /**
     * What may be given.
     *
     * @return a phrase; never empty
     */
    String value();
}
