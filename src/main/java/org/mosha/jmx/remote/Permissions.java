package org.mosha.jmx.remote;

import java.util.Set;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;
import org.mosha.config.Role;
import org.mosha.jmx.BeanNames;

/** What each role may do with which bean. What is not named here is refused to everybody. */
final class Permissions {
    private static final String JVM = "java.lang";
    /** What only explains. */
    private static final Set<String> ASKING = Set.of("why", "simulate", "history");

    private Permissions() {}

    /** Whether anybody may know of a bean, and read its attributes. */
    static boolean isVisible(ObjectName bean) {
        return isOurs(bean)
                || bean != null && (bean.getDomain().equals(JVM) || bean.equals(MBeanServerDelegate.DELEGATE_NAME));
    }

    /** Whether anybody may hear a bean's notifications: those of the delegate tell which beans come and go. */
    static boolean isAudible(ObjectName bean) {
        return isOurs(bean) || MBeanServerDelegate.DELEGATE_NAME.equals(bean);
    }

    /** Whether a role may call an operation. */
    static boolean mayInvoke(Role role, ObjectName bean, String operation) {
        return isOurs(bean) && (role == Role.CONTROL || operation != null && ASKING.contains(operation));
    }

    /** Whether a role may set attributes. */
    static boolean maySet(Role role, ObjectName bean) {
        return isOurs(bean) && role == Role.CONTROL;
    }

    private static boolean isOurs(ObjectName bean) {
        return bean != null && bean.getDomain().equals(BeanNames.DOMAIN);
    }
}
