package org.mosha.jmx.remote;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.Query;
import javax.management.QueryExp;

/** Finds the beans that anybody may know of, and has a client's own condition look at no others. */
final class VisibleOnly implements QueryExp {
    private static final long serialVersionUID = 1L;

    private VisibleOnly() {}

    /** Narrows a client's condition, which may be null. */
    static QueryExp and(QueryExp condition) {
        return condition == null ? new VisibleOnly() : Query.and(new VisibleOnly(), condition);
    }

    @Override
    public boolean apply(ObjectName name) {
        return Permissions.isVisible(name);
    }

    @Override
    public void setMBeanServer(MBeanServer server) {
        // needs none
    }
}
