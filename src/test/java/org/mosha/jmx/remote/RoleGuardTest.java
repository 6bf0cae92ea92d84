package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.config.Role;
import org.mosha.jmx.BeanNames;

/** What the guard does with whom it does not know: nothing. */
class RoleGuardTest {
    private final RoleGuard guard = new RoleGuard(user -> Optional.empty(), user -> {});
    private ObjectName secret;

    @BeforeEach
    void register() throws Exception {
        MBeanServer beans = MBeanServerFactory.newMBeanServer();
        secret = new ObjectName("com.sun.management:type=HotSpotDiagnostic");
        beans.registerMBean(new javax.management.timer.Timer(), secret);
        guard.setMBeanServer(beans);
    }

    @Test
    void everyMethodThatMayChangeSomethingIsRefusedToWhoIsNobody() {
        Set<String> answered = Arrays.stream(MBeanServer.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> isAnswered(method, BeanNames.CLUSTER))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "addNotificationListener",
                        "getAttribute",
                        "getAttributes",
                        "getClassLoaderFor",
                        "getClassLoaderRepository",
                        "getDefaultDomain",
                        "getDomains",
                        "getMBeanCount",
                        "getMBeanInfo",
                        "getObjectInstance",
                        "isInstanceOf",
                        "isRegistered",
                        "queryMBeans",
                        "queryNames",
                        "removeNotificationListener"),
                answered);
    }

    @Test
    void whatIsNotVisibleIsNotEvenSeen() {
        Set<String> answered = Arrays.stream(MBeanServer.class.getMethods())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(ObjectName.class))
                .filter(method -> isAnswered(method, secret))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("getClassLoaderFor", "isRegistered", "queryMBeans", "queryNames"), answered);
        assertEquals(Set.of(), guard.queryNames(secret, null));
        assertTrue(!guard.isRegistered(secret));
        assertEquals(ClassLoader.getPlatformClassLoader(), guard.getClassLoaderFor(secret));
        assertThrows(
                ClassNotFoundException.class,
                () -> guard.getClassLoaderRepository().loadClass("org.mosha.app.Main"));
    }

    /** Whether a call gets further than to a refusal. */
    private boolean isAnswered(Method method, ObjectName bean) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type == ObjectName.class ? bean : null)
                .toArray();
        try {
            method.invoke(guard, arguments);
            return true;
        } catch (InvocationTargetException e) {
            boolean unsupported = e.getCause() instanceof UnsupportedOperationException;
            return !unsupported && !(e.getCause() instanceof SecurityException);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theReadRoleAsksAndTheControlRoleOperatesMoshasBeansAndNoOthers() throws Exception {
        for (String operation : new String[] {"why", "simulate", "history"}) {
            assertTrue(Permissions.mayInvoke(Role.READ, BeanNames.CLUSTER, operation));
        }
        for (String operation : new String[] {"halt", "setRunlevel", "whyNot", "", null}) {
            assertTrue(!Permissions.mayInvoke(Role.READ, BeanNames.CLUSTER, operation));
            assertTrue(Permissions.mayInvoke(Role.CONTROL, BeanNames.CLUSTER, operation));
            assertTrue(!Permissions.mayInvoke(Role.CONTROL, secret, operation));
        }
        assertTrue(Permissions.maySet(Role.CONTROL, BeanNames.CYCLE_TIME));
        assertTrue(!Permissions.maySet(Role.READ, BeanNames.CYCLE_TIME));
        assertTrue(!Permissions.maySet(Role.CONTROL, new ObjectName("java.lang:type=Memory")));
        for (String name : new String[] {"org.mosha2:type=Cluster", "java.lang.x:type=Memory", "*:*", "java.*:*"}) {
            assertTrue(!Permissions.isVisible(new ObjectName(name)), name);
        }
    }
}
