package org.mosha.jmx;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/**
 * An MXBean that shows what its interface's annotations say, has all orders audited, and lets nothing but
 * exceptions of the JDK with a sentence, and without a cause, go to clients: {@link IllegalArgumentException}
 * for an order that is refused, {@link IllegalStateException} for a fault of the daemon.
 */
class DescribedBean extends StandardMBean {
    private final String label;
    private final Shape<?> shape;
    private final Audit audit;

    /** Takes what the log calls the bean; empty for the one that needs no name. */
    <T> DescribedBean(T bean, Shape<T> shape, String label, Audit audit) {
        super(bean, shape.mxbean(), true);
        this.label = label.isEmpty() ? "" : label + ": ";
        this.shape = shape;
        this.audit = audit;
    }

    @Override
    public Object invoke(String operation, Object[] params, String[] signature)
            throws MBeanException, ReflectionException {
        String what = label + operation + shown(params);
        try {
            Object result = super.invoke(operation, params, signature);
            if (shape.impact(operation) == Impact.INFO) {
                audit.looked(what);
            } else {
                audit.changed(what + ": " + (result == null ? "done" : Arguments.shown(result.toString())));
            }
            return result;
        } catch (RuntimeException e) {
            throw told(what, e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        String value = Arguments.shown(String.valueOf(attribute.getValue()));
        String what = label + attribute.getName() + " = " + value;
        try {
            super.setAttribute(attribute);
            audit.changed(what);
        } catch (IllegalArgumentException e) {
            // the JDK's own, for a value that is not of the attribute's type
            throw new InvalidAttributeValueException(
                    "bad value '" + value + "' of " + attribute.getName() + ": expected the attribute's type");
        } catch (RuntimeException e) {
            throw told(what, e);
        }
    }

    /** Goes attribute by attribute, so that each is audited; those that fail are left out, as JMX has it. */
    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        AttributeList done = new AttributeList();
        for (Attribute attribute : attributes.asList()) {
            try {
                setAttribute(attribute);
                done.add(attribute);
            } catch (RuntimeException | JMException e) {
                audit.refused(label + attribute.getName(), String.valueOf(e.getMessage()));
            }
        }
        return done;
    }

    @Override
    protected MBeanInfo getCachedMBeanInfo() {
        return shape.info();
    }

    @Override
    protected void cacheMBeanInfo(MBeanInfo info) {
        shape.share(info);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return shape.description();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return shape.attribute(info.getName()).orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return shape.operation(info.getName()).orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo param, int sequence) {
        return shape.param(operation.getName(), sequence).map(Param::value).orElse(param.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo param, int sequence) {
        return shape.param(operation.getName(), sequence).map(Param::name).orElse(param.getName());
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return shape.impact(info.getName());
    }

    private RuntimeException told(String what, RuntimeException e) {
        if (e instanceof Rejected) {
            audit.refused(what, e.getMessage());
            return new IllegalArgumentException(e.getMessage());
        }
        audit.failed(what, e);
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new IllegalStateException("internal error: " + detail);
    }

    private static String shown(Object[] params) {
        return params == null
                ? ""
                : Arrays.stream(params)
                        .map(param -> " " + Arguments.shown(String.valueOf(param)))
                        .collect(Collectors.joining());
    }
}
