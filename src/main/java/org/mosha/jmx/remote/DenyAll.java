package org.mosha.jmx.remote;

import java.util.Set;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.InvalidAttributeValueException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.QueryExp;
import javax.management.ReflectionException;
import javax.management.loading.ClassLoaderRepository;
import javax.management.remote.MBeanServerForwarder;

/** Refuses everything that an MBean server can be asked; what is to be let through, a subclass overrides. */
abstract class DenyAll implements MBeanServerForwarder {
    /** Makes, and may log, what a caller is told: that nobody, or not this caller, may do something. */
    abstract SecurityException denied(String what);

    @Override
    public ObjectInstance createMBean(String className, ObjectName name) {
        throw denied("create beans");
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name, ObjectName loaderName) {
        throw denied("create beans");
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name, Object[] params, String[] signature) {
        throw denied("create beans");
    }

    @Override
    public ObjectInstance createMBean(
            String className, ObjectName name, ObjectName loaderName, Object[] params, String[] signature) {
        throw denied("create beans");
    }

    @Override
    public ObjectInstance registerMBean(Object object, ObjectName name) {
        throw denied("register beans");
    }

    @Override
    public void unregisterMBean(ObjectName name) {
        throw denied("unregister beans");
    }

    @Override
    public Object instantiate(String className) {
        throw denied("load classes");
    }

    @Override
    public Object instantiate(String className, ObjectName loaderName) {
        throw denied("load classes");
    }

    @Override
    public Object instantiate(String className, Object[] params, String[] signature) {
        throw denied("load classes");
    }

    @Override
    public Object instantiate(String className, ObjectName loaderName, Object[] params, String[] signature) {
        throw denied("load classes");
    }

    @Override
    public ClassLoader getClassLoader(ObjectName loaderName) throws InstanceNotFoundException {
        throw denied("load classes");
    }

    @Override
    public ClassLoader getClassLoaderFor(ObjectName name) throws InstanceNotFoundException {
        throw denied("load classes");
    }

    @Override
    public ClassLoaderRepository getClassLoaderRepository() {
        throw denied("load classes");
    }

    @Override
    public ObjectInstance getObjectInstance(ObjectName name) throws InstanceNotFoundException {
        throw denied("see " + name);
    }

    @Override
    public Set<ObjectInstance> queryMBeans(ObjectName name, QueryExp query) {
        throw denied("look for beans");
    }

    @Override
    public Set<ObjectName> queryNames(ObjectName name, QueryExp query) {
        throw denied("look for beans");
    }

    @Override
    public boolean isRegistered(ObjectName name) {
        throw denied("see " + name);
    }

    @Override
    public boolean isInstanceOf(ObjectName name, String className) throws InstanceNotFoundException {
        throw denied("see " + name);
    }

    @Override
    public Integer getMBeanCount() {
        throw denied("count beans");
    }

    @Override
    public String getDefaultDomain() {
        throw denied("see domains");
    }

    @Override
    public String[] getDomains() {
        throw denied("see domains");
    }

    @Override
    public MBeanInfo getMBeanInfo(ObjectName name)
            throws InstanceNotFoundException, IntrospectionException, ReflectionException {
        throw denied("see " + name);
    }

    @Override
    public Object getAttribute(ObjectName name, String attribute)
            throws MBeanException, AttributeNotFoundException, InstanceNotFoundException, ReflectionException {
        throw denied("read attributes of " + name);
    }

    @Override
    public AttributeList getAttributes(ObjectName name, String[] attributes)
            throws InstanceNotFoundException, ReflectionException {
        throw denied("read attributes of " + name);
    }

    @Override
    public void setAttribute(ObjectName name, Attribute attribute)
            throws InstanceNotFoundException, AttributeNotFoundException, InvalidAttributeValueException,
                    MBeanException, ReflectionException {
        throw denied("set attributes of " + name);
    }

    @Override
    public AttributeList setAttributes(ObjectName name, AttributeList attributes)
            throws InstanceNotFoundException, ReflectionException {
        throw denied("set attributes of " + name);
    }

    @Override
    public Object invoke(ObjectName name, String operation, Object[] params, String[] signature)
            throws InstanceNotFoundException, MBeanException, ReflectionException {
        throw denied("call operations of " + name);
    }

    @Override
    public void addNotificationListener(
            ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback)
            throws InstanceNotFoundException {
        throw denied("listen to " + name);
    }

    @Override
    public void addNotificationListener(
            ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw denied("have beans listen");
    }

    @Override
    public void removeNotificationListener(ObjectName name, ObjectName listener) {
        throw denied("have beans listen");
    }

    @Override
    public void removeNotificationListener(
            ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw denied("have beans listen");
    }

    @Override
    public void removeNotificationListener(ObjectName name, NotificationListener listener)
            throws InstanceNotFoundException, ListenerNotFoundException {
        throw denied("listen to " + name);
    }

    @Override
    public void removeNotificationListener(
            ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback)
            throws InstanceNotFoundException, ListenerNotFoundException {
        throw denied("listen to " + name);
    }
}
