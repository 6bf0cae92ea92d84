package org.mosha.jmx.remote;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.InvalidAttributeValueException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcaster;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.QueryExp;
import javax.management.ReflectionException;
import javax.management.loading.ClassLoaderRepository;
import org.mosha.config.Role;
import org.mosha.jmx.Caller;
import org.mosha.jmx.RemoteUser;
import org.mosha.jmx.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the connector and the beans, and lets through what {@link Permissions} names. The connector itself
 * calls without a user, for its notifications: it gets what everybody may see. Operating and setting need a role.
 */
final class RoleGuard extends DenyAll {
    private static final Logger LOG = LoggerFactory.getLogger(RoleGuard.class);
    private static final String SENDER = NotificationBroadcaster.class.getName();
    private static final String EMITTER = NotificationEmitter.class.getName();

    private static final int MOST_SHOWN = 300;

    private final Refusals refusals = new Refusals();
    private final Roles roles;
    private final Consumer<RemoteUser> trusted;
    private MBeanServer beans;

    /** Takes what is to hear on the thread of each call who has logged in that makes it. */
    RoleGuard(Roles roles, Consumer<RemoteUser> trusted) {
        this.roles = roles;
        this.trusted = trusted;
    }

    @Override
    public MBeanServer getMBeanServer() {
        return beans;
    }

    @Override
    public void setMBeanServer(MBeanServer server) {
        if (beans != null) {
            throw new IllegalArgumentException("the beans are set already");
        }
        beans = server;
    }

    @Override
    SecurityException denied(String what) {
        Optional<RemoteUser> user = Caller.remote();
        String who = user.flatMap(roles::of)
                .map(role -> "the role " + role + " may not ")
                .orElse("nobody may ");
        String sentence = Shown.of(who + what, MOST_SHOWN);
        user.ifPresent(
                known -> refusals.told(known, sentence, System.nanoTime()).forEach(LOG::warn));
        return new SecurityException(sentence);
    }

    /** The role of the caller; empty for the connector itself. A login whose account was changed is over. */
    private Optional<Role> role() {
        Optional<RemoteUser> user = Caller.remote();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Role role = roles.now(user.get());
        trusted.accept(user.get());
        return Optional.of(role);
    }

    private void requireVisible(ObjectName name, String what) {
        role();
        if (!Permissions.isVisible(name)) {
            throw denied(what + " " + name);
        }
    }

    // --- looking

    @Override
    public Object getAttribute(ObjectName name, String attribute)
            throws MBeanException, AttributeNotFoundException, InstanceNotFoundException, ReflectionException {
        requireVisible(name, "read");
        return beans.getAttribute(name, attribute);
    }

    @Override
    public AttributeList getAttributes(ObjectName name, String[] attributes)
            throws InstanceNotFoundException, ReflectionException {
        requireVisible(name, "read");
        return beans.getAttributes(name, attributes);
    }

    @Override
    public MBeanInfo getMBeanInfo(ObjectName name)
            throws InstanceNotFoundException, IntrospectionException, ReflectionException {
        requireVisible(name, "see");
        return beans.getMBeanInfo(name);
    }

    @Override
    public ObjectInstance getObjectInstance(ObjectName name) throws InstanceNotFoundException {
        requireVisible(name, "see");
        return beans.getObjectInstance(name);
    }

    /** Says of beans that nobody may listen to that they send nothing, which the connector asks before it listens. */
    @Override
    public boolean isInstanceOf(ObjectName name, String className) throws InstanceNotFoundException {
        requireVisible(name, "see");
        boolean asksForSender = SENDER.equals(className) || EMITTER.equals(className);
        return beans.isInstanceOf(name, className) && (!asksForSender || Permissions.isAudible(name));
    }

    @Override
    public boolean isRegistered(ObjectName name) {
        role();
        return Permissions.isVisible(name) && beans.isRegistered(name);
    }

    @Override
    public Set<ObjectName> queryNames(ObjectName name, QueryExp query) {
        role();
        return beans.queryNames(name, VisibleOnly.and(query));
    }

    @Override
    public Set<ObjectInstance> queryMBeans(ObjectName name, QueryExp query) {
        role();
        return beans.queryMBeans(name, VisibleOnly.and(query));
    }

    @Override
    public Integer getMBeanCount() {
        return queryNames(null, null).size();
    }

    @Override
    public String getDefaultDomain() {
        role();
        return beans.getDefaultDomain();
    }

    @Override
    public String[] getDomains() {
        return queryNames(null, null).stream()
                .map(ObjectName::getDomain)
                .distinct()
                .toArray(String[]::new);
    }

    // --- listening: clients' listeners are the connector's own, which it calls for them

    @Override
    public void addNotificationListener(
            ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback)
            throws InstanceNotFoundException {
        requireAudible(name);
        beans.addNotificationListener(name, listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(ObjectName name, NotificationListener listener)
            throws InstanceNotFoundException, ListenerNotFoundException {
        requireAudible(name);
        beans.removeNotificationListener(name, listener);
    }

    @Override
    public void removeNotificationListener(
            ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback)
            throws InstanceNotFoundException, ListenerNotFoundException {
        requireAudible(name);
        beans.removeNotificationListener(name, listener, filter, handback);
    }

    /** Says nothing in the log: the connector tries all beans that send, whoever its first listener is. */
    private static void requireAudible(ObjectName name) {
        if (!Permissions.isAudible(name)) {
            throw new SecurityException("nobody may listen to " + name);
        }
    }

    // --- changing

    @Override
    public Object invoke(ObjectName name, String operation, Object[] params, String[] signature)
            throws InstanceNotFoundException, MBeanException, ReflectionException {
        Optional<Role> role = role();
        if (role.isEmpty() || !Permissions.mayInvoke(role.get(), name, operation)) {
            throw denied("call " + Shown.of(operation) + " of " + name);
        }
        return beans.invoke(name, operation, params, signature);
    }

    @Override
    public void setAttribute(ObjectName name, Attribute attribute)
            throws InstanceNotFoundException, AttributeNotFoundException, InvalidAttributeValueException,
                    MBeanException, ReflectionException {
        requireSetting(name);
        beans.setAttribute(name, attribute);
    }

    @Override
    public AttributeList setAttributes(ObjectName name, AttributeList attributes)
            throws InstanceNotFoundException, ReflectionException {
        requireSetting(name);
        return beans.setAttributes(name, attributes);
    }

    private void requireSetting(ObjectName name) {
        Optional<Role> role = role();
        if (role.isEmpty() || !Permissions.maySet(role.get(), name)) {
            throw denied("set attributes of " + name);
        }
    }

    // --- the classes of clients' arguments, for which the connector asks: the JDK's, and no others

    @Override
    public ClassLoader getClassLoaderFor(ObjectName name) {
        return ClassLoader.getPlatformClassLoader();
    }

    @Override
    public ClassLoaderRepository getClassLoaderRepository() {
        return new JdkClasses();
    }
}
