package org.mosha.jmx;

import javax.management.ListenerNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/** A described bean that sends notifications; the others do not, so that clients offer no empty list for them. */
final class EmittingBean extends DescribedBean implements NotificationEmitter {
    private final NotificationBroadcasterSupport listeners;

    <T> EmittingBean(T bean, Shape<T> shape, Audit audit, KeptTables tables, NotificationBroadcasterSupport listeners) {
        super(bean, shape, "", audit, tables);
        this.listeners = listeners;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo plain = super.getMBeanInfo();
        return new MBeanInfo(
                plain.getClassName(),
                plain.getDescription(),
                plain.getAttributes(),
                plain.getConstructors(),
                plain.getOperations(),
                getNotificationInfo(),
                plain.getDescriptor());
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        listeners.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener, filter, handback);
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return listeners.getNotificationInfo();
    }
}
