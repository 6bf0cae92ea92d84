package org.mosha.jmx;

import java.util.Arrays;
import java.util.Comparator;
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
    private final KeptTables tables;

    /** Takes what the log calls the bean; empty for the one that needs no name. */
    <T> DescribedBean(T bean, Shape<T> shape, String label, Audit audit) {
        this(bean, shape, label, audit, KeptTables.none());
    }

    /** Takes the tables that are kept, too. */
    <T> DescribedBean(T bean, Shape<T> shape, String label, Audit audit, KeptTables tables) {
        super(bean, shape.mxbean(), true);
        this.label = label.isEmpty() ? "" : label + ": ";
        this.shape = shape;
        this.audit = audit;
        this.tables = tables;
    }

    @Override
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        return tables.get(attribute, super::getAttribute);
    }

    /** Leaves out those that cannot be read, as JMX has it. */
    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            try {
                values.add(new Attribute(attribute, getAttribute(attribute)));
            } catch (RuntimeException | JMException e) {
                audit.looked(label + Shown.of(attribute) + ": " + e.getMessage());
            }
        }
        return values;
    }

    @Override
    public Object invoke(String operation, Object[] params, String[] signature)
            throws MBeanException, ReflectionException {
        String what = label + Shown.of(operation) + shown(params);
        boolean onlyLooks = shape.impact(operation) == Impact.INFO;
        try {
            requireTexts(operation, params, signature);
            Object result = super.invoke(operation, params, signature);
            if (onlyLooks) {
                audit.looked(what);
            } else {
                audit.changed(what + ": " + answer(result));
            }
            return result;
        } catch (Rejected e) {
            if (onlyLooks) {
                audit.looked(what + ": refused: " + e.getMessage());
            } else {
                audit.refused(what, e.getMessage());
            }
            throw new IllegalArgumentException(e.getMessage());
        } catch (RuntimeException e) {
            throw fault(what, e);
        }
    }

    /** What was answered, in one line: what follows is advice for who has asked. */
    private static String answer(Object result) {
        return result == null
                ? "done"
                : Shown.of(result.toString().lines().findFirst().orElse(""));
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        String value = Shown.of(String.valueOf(attribute.getValue()));
        String name = Shown.of(attribute.getName());
        String what = label + name + " = " + value;
        try {
            super.setAttribute(attribute);
            audit.changed(what);
        } catch (IllegalArgumentException | InvalidAttributeValueException e) {
            // the JDK's own, for a value that is not of the attribute's type
            String sentence = "bad value '" + value + "' of " + name + ": expected a value of type " + type(name);
            audit.refused(what, sentence);
            throw new InvalidAttributeValueException(sentence);
        } catch (Rejected e) {
            audit.refused(what, e.getMessage());
            throw new IllegalArgumentException(e.getMessage());
        } catch (AttributeNotFoundException e) {
            audit.refused(what, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            throw fault(what, e);
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
                // it is audited
            }
        }
        return done;
    }

    /** What all beans of the interface share, in alphabetical order: that of reflection changes from run to run. */
    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo shared = shape.info();
        if (shared == null) {
            shared = sorted(super.getMBeanInfo());
            shape.share(shared);
        }
        return shared;
    }

    private static MBeanInfo sorted(MBeanInfo info) {
        MBeanAttributeInfo[] attributes = info.getAttributes();
        Arrays.sort(attributes, Comparator.comparing(MBeanAttributeInfo::getName));
        MBeanOperationInfo[] operations = info.getOperations();
        Arrays.sort(operations, Comparator.comparing(MBeanOperationInfo::getName));
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                attributes,
                info.getConstructors(),
                operations,
                info.getNotifications(),
                info.getDescriptor());
    }

    /** None of its own: {@link #getMBeanInfo} has the shared one. */
    @Override
    protected MBeanInfo getCachedMBeanInfo() {
        return null;
    }

    @Override
    protected void cacheMBeanInfo(MBeanInfo info) {
        // the shared one is kept instead
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

    /** The server takes a client's word for what its arguments are, and reflection would only say that they are not. */
    private void requireTexts(String operation, Object[] params, String[] signature) {
        int given = params == null ? 0 : params.length;
        int named = signature == null ? 0 : signature.length;
        if (given != named) {
            throw new Rejected(given + " arguments: expected " + named);
        }
        for (int i = 0; i < given; i++) {
            boolean text = params[i] == null || params[i] instanceof String;
            if (!text && String.class.getName().equals(signature[i])) {
                String name = shape.param(operation, i).map(Param::name).orElse("argument");
                throw new Rejected("bad " + name + " '" + Shown.of(params[i].toString()) + "': expected a text");
            }
        }
    }

    private String type(String attribute) {
        return Arrays.stream(getMBeanInfo().getAttributes())
                .filter(info -> info.getName().equals(attribute))
                .map(MBeanAttributeInfo::getType)
                .findFirst()
                .orElse("the attribute's");
    }

    private RuntimeException fault(String what, RuntimeException e) {
        audit.failed(what, e);
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new IllegalStateException("internal error: " + detail);
    }

    private static String shown(Object[] params) {
        return params == null
                ? ""
                : Arrays.stream(params)
                        .map(param -> " " + Shown.of(String.valueOf(param)))
                        .collect(Collectors.joining());
    }
}
